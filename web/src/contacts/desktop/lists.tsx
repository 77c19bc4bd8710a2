import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { count } from "../../shared/text";
import { useHere } from "../context";
import { type Branch, type Person, useDepartment, usePartnerOf } from "../data";
import { apart } from "../parts/apart";
import { ClearRecent } from "../parts/ClearRecent";

type Line =
  | { kind: "head"; text: string; count?: number }
  | { kind: "branch"; branch: Branch }
  | { kind: "person"; person: Person };

const HEIGHTS = { head: 36, branch: 44, person: 52 };

interface LinesProps {
  lines: Line[];
  chosen?: string;
  /** The address of somebody within this list. */
  address: (userId: string) => string;
  up?: string;
  more?: () => unknown;
}

/** Rows of a list, as many as fit on the screen; arrows go through the people. */
function Lines({ lines, chosen, address, up, more }: LinesProps) {
  const place = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const { t, i18n } = useTranslation("contacts");
  const { kept, me } = useHere();
  const partnerOf = usePartnerOf();
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => place.current,
    estimateSize: (index) => HEIGHTS[lines[index]?.kind ?? "person"],
    overscan: 12,
  });
  const people = useMemo(() => lines.flatMap((line) => (line.kind === "person" ? [line.person] : [])), [lines]);
  const colours = useMemo(() => hues(people), [people]);
  const told = useMemo(() => apart(people), [people]);
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= lines.length - 20) more();
  }, [last, lines.length, more]);
  const go = (step: number) => {
    const at = people.findIndex((person) => person.userId === chosen);
    const next = people[at < 0 ? 0 : at + step];
    if (!next) return;
    navigate(address(next.userId), { replace: at >= 0 });
    rows.scrollToIndex(lines.findIndex((line) => line.kind === "person" && line.person === next));
  };
  const [next, previous] = [() => go(1), () => go(-1)];
  const leave = () => up && navigate(up);
  const close = () => chosen && navigate(location.pathname, { replace: true });
  useKeys({
    ArrowDown: next,
    ArrowUp: previous,
    j: next,
    k: previous,
    ArrowLeft: leave,
    Escape: close,
  });
  const row = (line: Line): ReactNode => {
    if (line.kind === "head") {
      return (
        <h2 className="ct-head">
          <span>{line.text}</span>
          {line.count !== undefined && <span>{count(line.count, i18n.language)}</span>}
        </h2>
      );
    }
    if (line.kind === "branch") {
      const { deptId, name, memberCount } = line.branch;
      return (
        <Link className="ct-row ob-row" to={`/contacts/departments/${deptId}`}>
          <span className="ct-branch ob-3">
            <Icon name="dept" />
          </span>
          <span className="ob-grow ob-ell" title={name}>
            {name}
          </span>
          {partnerOf([line.branch]) && <span className="ob-tag">{t("partner.tag")}</span>}
          <span className="ct-end">
            {count(memberCount, i18n.language)}
            <Icon name="chev" size="small" />
          </span>
        </Link>
      );
    }
    const { person } = line;
    const own = person.userId === me.userId ? t("shared:person.me") : undefined;
    const second = [person.title, told.get(person.userId), own].filter(Boolean).join(" · ");
    return (
      <Link
        className="ct-row ob-row"
        to={address(person.userId)}
        aria-current={person.userId === chosen ? "true" : undefined}
      >
        <PersonName person={person} hue={colours.get(person.userId)} second={second} />
        {kept.isStarred(person.userId) && (
          <span className="ct-end ct-star">
            <Icon name="star" size="small" filled />
            <span className="ob-sr">{t("starred")}</span>
          </span>
        )}
      </Link>
    );
  };
  return (
    <div className="ob-scroll" ref={place}>
      <ul className="ct-lines" style={{ height: rows.getTotalSize() }}>
        {shown.map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <li key={item.key} style={{ height: item.size, transform: `translateY(${item.start}px)` }}>
                {row(line)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

/** A department: its path, what is below, its people; managers first. */
export function DepartmentList({ deptId, chosen }: { deptId: number; chosen?: string }) {
  const { t, i18n } = useTranslation("contacts");
  const department = useDepartment(deptId);
  const { pathname } = useLocation();
  const first = department.data?.pages[0];
  const partner = usePartnerOf()(first?.path ?? []);
  const lines = useMemo(() => {
    const found: Line[] = [];
    const branches = first?.departments ?? [];
    const people = department.data?.pages.flatMap((page) => page.members) ?? [];
    if (branches.length > 0) found.push({ kind: "head", text: t("below"), count: branches.length });
    for (const branch of branches) found.push({ kind: "branch", branch });
    const whole = department.hasNextPage ? undefined : people.length;
    if (people.length > 0) found.push({ kind: "head", text: t("membersHere"), count: whole });
    for (const person of people) found.push({ kind: "person", person });
    return found;
  }, [first, department.data, department.hasNextPage, t]);
  const more = department.hasNextPage && !department.isFetching ? department.fetchNextPage : undefined;
  const inside = pathname.startsWith("/contacts/departments/");
  const address = (userId: string) =>
    inside ? `${pathname}?person=${encodeURIComponent(userId)}` : `/contacts/people/${encodeURIComponent(userId)}`;
  return (
    <section className="ct-list" aria-label={first?.name ?? t("title")}>
      {first && (
        <header className="ct-top">
          {first.path.length > 1 && (
            <nav className="ob-sm ob-3 ct-path" aria-label={t("path")}>
              {first.path.slice(0, -1).map((step) => (
                <span key={step.deptId}>
                  <Link className="ob-plain" to={`/contacts/departments/${step.deptId}`}>
                    {step.name}
                  </Link>
                  {" / "}
                </span>
              ))}
            </nav>
          )}
          <div className="ob-flex">
            <h1 className="ct-title ob-ell" title={first.name}>
              {first.name}
            </h1>
            <span className="ob-3">{count(first.memberCount, i18n.language)}</span>
            {partner && (
              <span className="ob-tag" title={t("partner.of", { name: partner.name })}>
                {t("partner.tag")}
              </span>
            )}
            <span className="ob-grow" />
            <Link
              className="ob-icon-button ob-icon-button-small"
              to={`/contacts/chart?at=${deptId}`}
              aria-label={t("chart.title")}
            >
              <Icon name="chart" />
            </Link>
            <Link className="ob-icon-button ob-icon-button-small" to="/contacts/invite" aria-label={t("invite.title")}>
              <Icon name="plus" />
            </Link>
          </div>
        </header>
      )}
      {department.isPending && <SkeletonRows />}
      {department.isError && <ErrorState error={department.error} retry={department.refetch} />}
      {first && lines.length === 0 && <EmptyState title={t("nobodyHere")}>{t("onlyWhatYouMay")}</EmptyState>}
      {lines.length > 0 && (
        <Lines
          lines={lines}
          chosen={chosen}
          address={address}
          up={first?.parentId ? `/contacts/departments/${first.parentId}` : undefined}
          more={more}
        />
      )}
    </section>
  );
}

/** Whom one starred or saw last. */
export function KeptList({ which, chosen }: { which: "starred" | "recent"; chosen?: string }) {
  const { t } = useTranslation("contacts");
  const { kept } = useHere();
  const people = kept[which];
  const lines = useMemo(
    () =>
      people.map(
        (each): Line => ({ kind: "person", person: { leader: false, ...each, protected: each.protected ?? false } }),
      ),
    [people],
  );
  return (
    <section className="ct-list" aria-label={t(which)}>
      <header className="ct-top ob-flex">
        <h1 className="ct-title">{t(which)}</h1>
        <span className="ob-3">{people.length}</span>
        <span className="ob-grow" />
        {which === "recent" && people.length > 0 && <ClearRecent />}
      </header>
      {people.length === 0 ? (
        <EmptyState title={t(`${which}Empty`)}>{t(`${which}How`)}</EmptyState>
      ) : (
        <Lines lines={lines} chosen={chosen} address={(id) => `/contacts/${which}?person=${encodeURIComponent(id)}`} />
      )}
    </section>
  );
}
