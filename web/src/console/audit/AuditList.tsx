import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ChangeMark, DiffLine } from "../../shared/components/ChangeMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { moment } from "../parts/format";
import { useNamed } from "../parts/useNamed";
import {
  type AuditEntry,
  type AuditFilter,
  changesOf,
  departmentsIn,
  type FieldChange,
  isMoment,
  keyOf,
  markOf,
  NAMES_MAX,
  peopleIn,
  short,
  useAudit,
} from "./api";

/** Differences that stand in the list; the others are in the whole entry. */
const SHOWN_MAX = 3;

/** What belongs to somebody and goes by his userid. */
const OF_PEOPLE = new Set(["credential", "executive", "signIn"]);

/** Who did something, in words. */
export function useActor() {
  const { t } = useTranslation(["console", "log"]);
  return ({ actor }: AuditEntry) =>
    actor.name ?? actor.id ?? t(`log:actor.${actor.kind}`, { defaultValue: actor.kind });
}

/** What a member of an object is called: by the word of its kind, where that has one of its own. */
export function useFieldName() {
  const { t } = useTranslation("log");
  return (kind: string, name: string) => t([`fieldOf.${kind}.${name}`, `field.${name}`], { defaultValue: name });
}

/** Values of changes in words: names where an entry has ids. */
export function useWords(changes: readonly FieldChange[]) {
  const { t, i18n } = useTranslation(["console", "log"]);
  const named = useNamed({
    department: changes.flatMap(({ from, to }) => [...departmentsIn(from), ...departmentsIn(to)]),
    person: changes.flatMap(({ name, from, to }) => [
      ...peopleIn(name, from).slice(0, NAMES_MAX),
      ...peopleIn(name, to).slice(0, NAMES_MAX),
    ]),
  });
  const words = {
    department: (deptId: number) => named("department", deptId),
    role: (roleId: number) => named("role", roleId),
    flag: (on: boolean) => t(on ? "log:on" : "log:off"),
    member: (name: string) => t(`log:field.${name}`, { defaultValue: name }),
  };
  return (name: string, value: unknown, other?: unknown) => {
    // What is off is often not written down at all.
    if (value === undefined && typeof other === "boolean") return words.flag(!other);
    if (isMoment(name, value)) return moment(value, i18n.language);
    const people = peopleIn(name, value);
    if (people.length === 0) return short(value, words) || t("log:empty");
    const names = people.slice(0, NAMES_MAX).map((id) => named("person", id));
    const others = people.length - names.length;
    return names.join(t("comma")) + (others > 0 ? t("log:others", { count: others }) : "");
  };
}

/** What an entry changed, in as few lines as can be. */
export function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation(["console", "log"]);
  const mark = markOf(entry);
  const called = useFieldName();
  const object = t(`log:object.${entry.object.kind}`, { defaultValue: entry.object.kind });
  const ofPerson = entry.object.name === undefined && OF_PEOPLE.has(entry.object.kind);
  const owner = useNamed({ person: ofPerson ? [entry.object.id] : [] });
  const name = entry.object.name ?? (ofPerson ? owner("person", entry.object.id) : entry.object.id);
  const changes = mark === "join" || mark === "leave" ? [] : changesOf(entry);
  const said = useWords(changes.slice(0, SHOWN_MAX));
  if (entry.kind === "signIn.made") {
    const isOwn = entry.actor.id === entry.object.id;
    return <span>{isOwn ? t("log:signedIn") : t("log:signedInAs", { name })}</span>;
  }
  if (entry.kind === "export.made") return <span>{t(`log:exported.${entry.object.id}`)}</span>;
  if (mark === "join" || mark === "leave") {
    return <span>{t(`log:${mark}`, { object, name })}</span>;
  }
  // Something within it changed that is told by entries of its own.
  if (changes.length === 0) return <span className="ob-3">{t("log:within")}</span>;
  return (
    <span className="oc-stack">
      {changes.slice(0, SHOWN_MAX).map((change) => (
        <span key={change.name} className="oc-change-line">
          <span className="ob-2">{called(entry.object.kind, change.name)}</span>{" "}
          <DiffLine
            kind={mark}
            from={said(change.name, change.from, change.to)}
            to={said(change.name, change.to, change.from)}
            fromTitle={peopleIn(change.name, change.from).join(", ")}
            toTitle={peopleIn(change.name, change.to).join(", ")}
          />
        </span>
      ))}
      {changes.length > SHOWN_MAX && (
        <span className="ob-3 ob-sm">{t("log:moreChanges", { count: changes.length - SHOWN_MAX })}</span>
      )}
    </span>
  );
}

/** The history of something, the newest first. */
export function AuditList({ filter, empty }: { filter: AuditFilter; empty: string }) {
  const { t, i18n } = useTranslation(["console", "log"]);
  const who = useActor();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(filter);
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={3} height={56} />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0 && !hasNextPage) return <EmptyState title={empty} />;
  return (
    <>
      <ul className="oc-timeline">
        {entries.map((entry) => (
          <li key={keyOf(entry)}>
            <ChangeMark kind={markOf(entry)} />
            <div>
              <Changes entry={entry} />
              <div className="ob-3 ob-sm" title={new Date(entry.at).toISOString()}>
                {[who(entry), moment(entry.at, i18n.language), `#${entry.number.toLocaleString(i18n.language)}`].join(
                  " · ",
                )}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="oc-hint oc-centre">
          <Button size="small" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t("log:older")}
          </Button>
        </div>
      )}
    </>
  );
}
