import { Button, Segmented } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { phone } from "../../shared/text";
import { useProfile } from "../data";
import { ExternalName } from "../External";
import { DepartmentHit, PersonHit } from "../parts/Hit";
import { useCalledApart, useRows } from "../parts/rows";
import { useCardActions } from "../parts/useCardActions";
import { type Found, useFind } from "../parts/useFind";
import { Withheld } from "../parts/WithheldNote";

const ID = "ct-hits";
function keyOf(found: Found): string {
  if (found.kind === "person") return `p-${found.person.userId}`;
  return found.kind === "department" ? `d-${found.department.deptId}` : `e-${found.contact.userId}`;
}

function addressOf(found: Found): string {
  if (found.kind === "person") return `/contacts/people/${encodeURIComponent(found.person.userId)}`;
  if (found.kind === "department") return `/contacts/departments/${found.department.deptId}`;
  return `/contacts/external?contact=${encodeURIComponent(found.contact.userId)}`;
}

/** Finding somebody: results while typing, the first one chosen, the rest without the mouse. */
export function Search() {
  const { t } = useTranslation("contacts");
  const find = useFind();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(0);
  const { found, hits, asked } = find;
  useEffect(() => field.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first hit
  useEffect(() => setAt(0), [asked, find.kind]);
  const chosen = found[Math.min(at, found.length - 1)];
  const colours = useMemo(() => hues(find.people), [find.people]);
  const pressed = (event: React.KeyboardEvent) => {
    // Enter and arrows belong to the list of an input method while it is open.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = Math.max(0, Math.min(found.length - 1, at + step));
      setAt(next);
      const target = found[next];
      if (target) document.getElementById(`${ID}-${keyOf(target)}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter" && chosen) navigate(addressOf(chosen));
    if (event.key === "Escape") {
      if (find.text) find.type("");
      else navigate("/contacts");
    }
  };
  const count = `${found.length}${find.more ? "+" : ""}`;
  const group = (kind: Found["kind"], title: string, note?: string) => {
    const some = found.filter((each) => each.kind === kind);
    if (some.length === 0) return null;
    return (
      // biome-ignore lint/a11y/useSemanticElements: a group of a listbox
      <div role="group" aria-label={title} key={kind}>
        <div className="ct-head">
          <span>{title}</span>
          {note && <span>{note}</span>}
        </div>
        {some.map((each) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the chosen one
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={keyOf(each)}
            id={`${ID}-${keyOf(each)}`}
            role="option"
            aria-selected={each === chosen}
            className="ct-row ct-hit"
            onClick={() => navigate(addressOf(each))}
            onMouseMove={() => setAt(found.indexOf(each))}
          >
            {each.kind === "person" && <PersonHit person={each.person} hue={colours.get(each.person.userId)} />}
            {each.kind === "department" && <DepartmentHit department={each.department} />}
            {each.kind === "external" && <ExternalName contact={each.contact} size={36} />}
          </div>
        ))}
      </div>
    );
  };
  return (
    <main className="ct-sheet ct-search">
      <header className="ct-search-bar">
        <label className="ct-search-field">
          <Icon name="search" size="large" />
          <input
            ref={field}
            value={find.text}
            onChange={(event) => find.type(event.target.value)}
            onKeyDown={pressed}
            role="combobox"
            aria-label={t("find")}
            aria-expanded={found.length > 0}
            aria-controls={ID}
            aria-activedescendant={chosen ? `${ID}-${keyOf(chosen)}` : undefined}
            placeholder={t("findLong")}
            autoComplete="off"
            maxLength={64}
          />
          <span className="ob-3 ob-sm" role="status">
            {find.answered ? t("results", { count: found.length, text: count, millis: find.millis ?? 1 }) : ""}
          </span>
          <span className="ob-key">Esc</span>
        </label>
        <Segmented
          value={find.kind}
          onChange={find.choose}
          options={(["all", "people", "departments", "external"] as const).map((value) => ({
            value,
            label: (
              <span>
                {t(value === "external" ? "external.tag" : `kind.${value}`)}{" "}
                <span className="ob-3">{find.counts[value]}</span>
              </span>
            ),
          }))}
        />
      </header>
      <div className="ct-search-body">
        <div className="ob-scroll">
          {asked && hits.isLoading && <SkeletonRows height={56} />}
          {hits.isError && <ErrorState error={hits.error} retry={hits.refetch} />}
          <div
            id={ID}
            role="listbox"
            aria-label={t("find")}
            aria-busy={find.text.trim() !== asked || (asked !== "" && !find.answered)}
            style={{ opacity: hits.isPlaceholderData ? 0.6 : 1 }}
          >
            {group("person", t("kind.people"), t("closest"))}
            {group("department", t("kind.departments"))}
            {group("external", t("external.title"))}
          </div>
          {find.more && (
            <button type="button" className="ob-text-button ct-more" onClick={() => hits.fetchNextPage()}>
              {t("showMore")}
            </button>
          )}
          {find.answered && found.length === 0 && (
            <EmptyState title={t("nothingFound", { q: asked })}>{t("nothingFoundHow")}</EmptyState>
          )}
          <p className="ob-note ct-tip">
            <Icon name="info" size="small" />
            <span>{t("tip")}</span>
          </p>
        </div>
        {chosen?.kind === "person" && <Preview key={chosen.person.userId} userId={chosen.person.userId} />}
      </div>
      <footer className="ct-foot">
        <span>
          <span className="ob-key">↑</span> <span className="ob-key">↓</span> {t("keys.choose")}
        </span>
        <span>
          <span className="ob-key">↵</span> {t("keys.open")}
        </span>
        <span className="ob-grow" />
        <span>{t("onlyWhatYouMay")}</span>
      </footer>
    </main>
  );
}

function Preview({ userId }: { userId: string }) {
  const { t } = useTranslation("contacts");
  const { data } = useProfile(userId);
  if (!data) return <aside className="ct-preview" />;
  return (
    <aside className="ct-preview" aria-label={t("preview")}>
      <PersonMark userId={data.userId} name={data.name} avatar={data.avatar} size={72} />
      <strong className="ct-preview-name" dir="auto">
        {data.name ?? t("shared:person.nameless")}
      </strong>
      <span className="ob-2">{data.title}</span>
      <PreviewRows data={data} />
      <PreviewActs data={data} />
    </aside>
  );
}

/** What is done most with somebody who was found, without opening the page. */
function PreviewActs({ data }: { data: NonNullable<ReturnType<typeof useProfile>["data"]> }) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const act = useCardActions(data);
  return (
    <div className="ct-preview-acts">
      {act.call && !act.callBlocked && (
        <Button type="primary" href={act.call} icon={<Icon name="phone" size="small" />}>
          {t("call")}
        </Button>
      )}
      <Button onClick={() => navigate(`/contacts/people/${encodeURIComponent(data.userId)}`)}>
        {t("openCard")}
        <span className="ob-key" aria-hidden="true">
          ↵
        </span>
      </Button>
    </div>
  );
}

function PreviewRows({ data }: { data: NonNullable<ReturnType<typeof useProfile>["data"]> }) {
  const called = useCalledApart(data);
  const rows = useRows(data);
  const path = data.departments[0]?.path
    .slice(1)
    .map((step) => step.name)
    .join(" / ");
  return (
    <dl className="ct-preview-rows">
      {path && (
        <div>
          <dt>{called.departments}</dt>
          <dd>{path}</dd>
        </div>
      )}
      {rows.map((row) => (
        <div key={row.id}>
          <dt>{row.label}</dt>
          <dd className={row.mono ? "ob-mono" : undefined}>
            {row.value === undefined ? <Withheld /> : row.id === "mobile" ? phone(row.raw ?? row.value) : row.value}
          </dd>
        </div>
      ))}
      {data.manager && (
        <div>
          <dt>{called.manager}</dt>
          <dd>{data.manager.name}</dd>
        </div>
      )}
    </dl>
  );
}
