import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { useHere } from "../context";
import { type Branch, type Person, useDepartment, usePartnerOf } from "../data";
import { apart } from "../parts/apart";
import { Entry } from "./Entry";
import { Page } from "./Page";

type Row =
  | { kind: "head"; text: string; number?: number }
  | { kind: "branch"; branch: Branch }
  | { kind: "person"; person: Person };

const HEIGHTS = { head: 42, branch: 52, person: 60 };

/** A department: what is below it, then who is in it. */
export function Department() {
  const { t, i18n } = useTranslation("contacts");
  const { deptId } = useParams();
  const { me } = useHere();
  const department = useDepartment(idOf(deptId));
  const partnerOf = usePartnerOf();
  const body = useRef<HTMLDivElement>(null);
  const first = department.data?.pages[0];
  const people = useMemo(() => department.data?.pages.flatMap((page) => page.members) ?? [], [department.data]);
  const colours = useMemo(() => hues(people), [people]);
  const told = useMemo(() => apart(people), [people]);
  const { hasNextPage, isFetching, fetchNextPage } = department;
  const rows = useMemo(() => {
    const found: Row[] = [];
    const branches = first?.departments ?? [];
    if (branches.length > 0) found.push({ kind: "head", text: t("below") });
    for (const branch of branches) found.push({ kind: "branch", branch });
    if (people.length > 0)
      found.push({ kind: "head", text: t("members"), number: hasNextPage ? undefined : people.length });
    for (const person of people) found.push({ kind: "person", person });
    return found;
  }, [first, people, hasNextPage, t]);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: (at) => HEIGHTS[rows[at]?.kind ?? "person"],
    overscan: 10,
  });
  const shown = list.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetching && last >= rows.length - 20) fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage, last, rows.length]);
  const find = (
    <Link className="ob-icon-button ph-bar-button" to="/contacts/search" aria-label={t("find")}>
      <Icon name="search" size="large" />
    </Link>
  );
  const slice = (at: number, kind: Row["kind"]) =>
    ["ph-slice", rows[at - 1]?.kind !== kind && "ph-slice-top", rows[at + 1]?.kind !== kind && "ph-slice-bottom"]
      .filter(Boolean)
      .join(" ");
  const inner = (row: Row) => {
    if (row.kind === "head") {
      return (
        <h2 className="ph-head">
          <span>{row.text}</span>
          {row.number !== undefined && <span>{count(row.number, i18n.language)}</span>}
        </h2>
      );
    }
    if (row.kind === "branch") {
      const { branch } = row;
      return (
        <Entry
          to={`/contacts/departments/${branch.deptId}`}
          icon="dept"
          text={branch.name}
          tag={partnerOf([branch]) && t("partner.tag")}
          number={branch.memberCount}
        />
      );
    }
    const { person } = row;
    const own = person.userId === me.userId ? t("shared:person.me") : undefined;
    const second = [person.title, told.get(person.userId), own].filter(Boolean).join(" · ");
    return (
      <Link className="ph-row ob-row" to={`/contacts/people/${encodeURIComponent(person.userId)}`}>
        <PersonName person={person} size={40} hue={colours.get(person.userId)} second={second} />
      </Link>
    );
  };
  return (
    <Page title={first?.name} actions={find} body={body}>
      {first && first.path.length > 1 && (
        <nav className="ph-path" aria-label={t("path")}>
          {first.path.map((step, at) => (
            <span key={step.deptId}>
              {at > 0 && <Icon name="chev" size="small" />}
              {at === first.path.length - 1 ? (
                <span aria-current="page">{step.name}</span>
              ) : (
                <Link to={`/contacts/departments/${step.deptId}`}>{step.name}</Link>
              )}
            </span>
          ))}
        </nav>
      )}
      {department.isPending && <SkeletonRows height={60} />}
      {department.isError && <ErrorState error={department.error} retry={department.refetch} />}
      {first && rows.length === 0 && <EmptyState title={t("nobodyHere")}>{t("onlyWhatYouMay")}</EmptyState>}
      <ul className="ct-lines" style={{ height: list.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <li key={item.key} style={{ height: item.size, transform: `translateY(${item.start}px)` }}>
                {row.kind === "head" ? inner(row) : <div className={slice(item.index, row.kind)}>{inner(row)}</div>}
              </li>
            )
          );
        })}
      </ul>
    </Page>
  );
}
