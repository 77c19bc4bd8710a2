import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { writeJson } from "../../shared/api/exact";
import { ChangeMark } from "../../shared/components/ChangeMark";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { save } from "../api/own";
import { Chip } from "../parts/Chip";
import { Code } from "../parts/Code";
import { moment } from "../parts/format";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useNamed } from "../parts/useNamed";
import { useSettled } from "../parts/useSize";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { Changes, useActor, useFieldName, useWords } from "./AuditList";
import {
  type AuditEntry,
  type AuditFilter,
  aboutOf,
  changesOf,
  fetchAudit,
  isMoment,
  keyOf,
  markOf,
  objectOf,
  peopleIn,
  readsLog,
  useAudit,
} from "./api";
import { Keep } from "./Keep";

const KINDS = [
  "user",
  "department",
  "role",
  "roleGroup",
  "admin",
  "signIn",
  "credential",
  "managementGroup",
  "photo",
  "app",
  "setting",
  "executive",
  "externalContact",
  "organization",
  "guest",
  "host",
  "fields",
  "invite",
  "application",
  "blocked",
  "labelGroup",
  "contactFields",
  "export",
] as const;
const ABOUT_KINDS = ["person", "department", "role"] as const;
/** What is done and changes nothing that has a name. */
const MADE = new Set<string>(["export", "signIn"]);
/** Entries in a file that is saved here; more by the command line. */
const SAVED_MAX = 5000;
/** Entries that are looked through for one that an address names. */
const SOUGHT_MAX = 500;
/** The department of everybody. */
const ROOT = 1;

function useFilter() {
  const { get, set } = useAddress();
  // A day begins at midnight where the administrator is.
  const day = (name: string) => Date.parse(`${get(name)}T00:00`) || undefined;
  const end = day("to");
  const written = useSettled(get("object"), 200);
  const about = aboutOf(get("about"));
  const filter: AuditFilter = {
    from: day("from"),
    to: end && end + 86_400_000,
    actor: get("actor"),
    object: about ? objectOf(about) : written,
    kind: get("kind"),
  };
  return { filter, about, get, set };
}

interface ValueProps {
  name: string;
  value: unknown;
  /** What it was before, or is now. */
  other: unknown;
  said: ReturnType<typeof useWords>;
}

/** A value as the log has it; people are called by their names above their ids. */
function Value({ name, value, other, said }: ValueProps) {
  // What is on or off is a word, also where it is not written down.
  if (typeof (value ?? other) === "boolean") return <td>{said(name, value, other)}</td>;
  if (value === undefined) return <td />;
  return (
    <td>
      {(peopleIn(name, value).length > 0 || isMoment(name, value)) && (
        <span className="oc-block">{said(name, value)}</span>
      )}
      <Code value={typeof value === "string" ? value : writeJson(value, 1)} />
    </td>
  );
}

/** One entry, whole. */
function Entry({ entry, side }: { entry: AuditEntry; side: ReturnType<typeof useList>["side"] }) {
  const { t, i18n } = useTranslation(["console", "log"]);
  const navigate = useNavigate();
  const who = useActor();
  const changes = changesOf(entry);
  const said = useWords(changes);
  const facts: [string, string][] = [
    ["who", who(entry)],
    ["at", new Date(entry.at).toLocaleString(i18n.language, { timeZoneName: "short" })],
    ["from", entry.from || "-"],
    ["route", entry.route],
    ["number", `#${entry.number}`],
  ];
  const person = entry.object.kind === "user" && entry.object.id;
  const called = useFieldName();
  const object = MADE.has(entry.object.kind)
    ? t(`log:object.${entry.object.kind}`)
    : (entry.object.name ?? entry.object.id);
  return (
    <Side
      {...side}
      stepped
      title={t("log:entry", { name: object })}
      second={[who(entry), moment(entry.at, i18n.language)].join(" · ")}
      mark={<ChangeMark kind={markOf(entry)} />}
    >
      <dl className="oc-kv">
        {facts.map(([name, value]) => (
          <div key={name} className="oc-contents">
            <dt>{t(`log:${name}`)}</dt>
            <dd className={name === "route" || name === "number" ? "ob-mono" : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <table className="oc-list oc-diff-table">
        <thead>
          <tr>
            <th>{t("log:fieldHead")}</th>
            <th>{t("log:before")}</th>
            <th>{t("log:after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.name}>
              <td>{called(entry.object.kind, change.name)}</td>
              <Value name={change.name} value={change.from} other={change.to} said={said} />
              <Value name={change.name} value={change.to} other={change.from} said={said} />
            </tr>
          ))}
        </tbody>
      </table>
      {person && (
        <Button onClick={() => navigate(`/console/members?person=${encodeURIComponent(person)}&tab=history`)}>
          {t("log:openPerson")}
        </Button>
      )}
    </Side>
  );
}

function cell(value: unknown): string {
  const text = typeof value === "string" ? value : writeJson(value ?? "");
  // A spreadsheet reads a text that begins so as a formula.
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** Everything of a filter as a file that a spreadsheet opens. */
async function saved(filter: AuditFilter) {
  const rows = [["number", "at", "kind", "actor", "from", "route", "object", "name", "before", "after"].join()];
  let cursor: string | undefined;
  do {
    const page = await fetchAudit(filter, cursor, 200);
    for (const one of page.entries) {
      const { number, at, kind, actor, from, route, object, before, after } = one;
      rows.push(
        [
          number,
          new Date(at).toISOString(),
          kind,
          actor.name ?? actor.id ?? actor.kind,
          from,
          route,
          `${object.kind}:${object.id}`,
          object.name ?? "",
          before,
          after,
        ]
          .map(cell)
          .join(),
      );
    }
    cursor = page.nextCursor;
  } while (cursor && rows.length < SAVED_MAX);
  save(new Blob(["\uFEFF", rows.join("\r\n")], { type: "text/csv" }), "audit.csv");
}

/** The audit log. */
export function Component() {
  const { t, i18n } = useTranslation(["console", "log"]);
  const { filter, about, get, set } = useFilter();
  const who = useActor();
  const { session } = useConsole();
  const readsAll = readsLog(session.admin);
  const maySet = readsAll && (session.admin?.kind !== "sub" || session.admin.deptIds.includes(ROOT));
  const [busy, setBusy] = useState(false);
  const query = useAudit(filter);
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  const actor = get("actor");
  const actorId = actor?.startsWith("user:") ? actor.slice(5) : undefined;
  const named = useNamed({
    person: [...(actorId ? [actorId] : []), ...(about?.kind === "person" ? [about.id] : [])],
    department: about?.kind === "department" ? [about.id] : [],
  });
  const wanted = get("entry");
  const open = entries.find((entry) => keyOf(entry) === wanted);
  const list = useList({
    ids: entries.map(keyOf),
    open: open && wanted,
    onOpen: (entry, replace) => set({ entry, keep: undefined }, replace),
    onClose: () => set({ entry: undefined }),
  });
  // One that an address names may be older than what was fetched.
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const further = !!wanted && !open && hasNextPage && !isFetching && entries.length < SOUGHT_MAX;
  useEffect(() => {
    if (further) fetchNextPage();
  }, [further, fetchNextPage]);
  return (
    <>
      <PageBar title={t("page.audit")} fact={t(readsAll ? "log:fact" : "log:ownFact")}>
        {maySet && (
          <Button
            size="small"
            icon={<Icon name="clock" size="small" />}
            aria-expanded={!!get("keep")}
            onClick={() => set({ keep: get("keep") ? undefined : "1", entry: undefined })}
          >
            {t("log:keep.title")}
          </Button>
        )}
        <Button
          size="small"
          loading={busy}
          icon={<Icon name="download" size="small" />}
          onClick={async () => {
            setBusy(true);
            await saved(filter).finally(() => setBusy(false));
          }}
        >
          {t("log:save")}
        </Button>
      </PageBar>
      <div className="oc-body">
        <section className="oc-pane" aria-label={t("page.audit")}>
          <div className="oc-filters oc-wrap">
            {actor ? (
              <Chip
                kind="person"
                id={actorId ?? actor}
                name={actorId ? named("person", actorId) : actor}
                onRemove={() => set({ actor: undefined })}
              />
            ) : (
              <Picker
                kinds={["person"]}
                label={t("log:actor_pick")}
                onPick={(picked) => set({ actor: `user:${picked.id}` })}
              />
            )}
            <Select
              size="small"
              allowClear
              style={{ width: 160 }}
              placeholder={t("log:kind")}
              aria-label={t("log:kind")}
              value={get("kind")}
              options={KINDS.map((value) => ({ value, label: t(`log:object.${value}`) }))}
              onChange={(kind) => set({ kind })}
            />
            {about ? (
              <Chip {...about} name={named(about.kind, about.id)} onRemove={() => set({ about: undefined })} />
            ) : (
              <>
                <Picker
                  kinds={ABOUT_KINDS}
                  label={t("log:about")}
                  onPick={({ kind, id }) => set({ about: `${kind}:${id}`, object: undefined })}
                />
                <Input
                  size="small"
                  allowClear
                  style={{ width: 140 }}
                  placeholder={t("log:objectId")}
                  aria-label={t("log:objectId")}
                  value={get("object") ?? ""}
                  onChange={(event) => set({ object: event.target.value }, true)}
                />
              </>
            )}
            <fieldset className="oc-days">
              <legend className="ob-sr">{t("log:time")}</legend>
              {(["from", "to"] as const).map((name) => (
                <label key={name} className="oc-day" data-empty={get(name) ? undefined : true}>
                  <span className="ob-grow">{get(name) ?? t(`log:day.${name}`)}</span>
                  <Icon name="down" size="small" />
                  <input
                    aria-label={t(`log:day.${name}`)}
                    onClick={(event) => event.currentTarget.showPicker?.()}
                    type="date"
                    value={get(name) ?? ""}
                    onChange={(event) => set({ [name]: event.target.value }, true)}
                  />
                </label>
              ))}
            </fieldset>
          </div>
          <div className="ob-scroll">
            {query.error ? (
              <ErrorState error={query.error} retry={query.refetch} />
            ) : query.isPending ? (
              <SkeletonRows height={52} />
            ) : entries.length === 0 && !query.hasNextPage ? (
              <EmptyState title={t("log:none")}>{t(readsAll ? "log:noneMore" : "log:ownNone")}</EmptyState>
            ) : (
              <ul className="oc-rows">
                {entries.map((entry) => (
                  <li key={keyOf(entry)} {...list.row(keyOf(entry))}>
                    <button type="button" className="oc-audit-row" {...list.opens(keyOf(entry))}>
                      <ChangeMark kind={markOf(entry)} />
                      <span className="oc-audit-who">
                        <span className="ob-ell oc-block">{who(entry)}</span>
                        <span className="ob-3 ob-sm ob-ell oc-block">{entry.from}</span>
                      </span>
                      <span className="ob-grow oc-audit-what">
                        {entry.kind.endsWith(".changed") && (
                          <strong className="ob-ell">{entry.object.name ?? entry.object.id}</strong>
                        )}{" "}
                        <Changes entry={entry} />
                      </span>
                      <span className="ob-mono ob-3 ob-sm ob-ell oc-audit-route">{entry.route}</span>
                      <span className="ob-3 ob-sm oc-audit-at" title={new Date(entry.at).toISOString()}>
                        {moment(entry.at, i18n.language)}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            {query.hasNextPage && (
              <div className="oc-hint oc-centre">
                <Button size="small" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                  {t("log:older")}
                </Button>
              </div>
            )}
          </div>
        </section>
        {get("keep") && maySet && !open && <Keep onClose={() => set({ keep: undefined })} />}
        {open && <Entry key={wanted} entry={open} side={list.side} />}
      </div>
    </>
  );
}
