import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy, count } from "../../shared/text";
import { useAct } from "../api/act";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useColleague } from "../parts/useColleague";
import { useList } from "../parts/useList";
import { useNamed } from "../parts/useNamed";
import { PageBar } from "../shell/PageBar";
import { type Chosen, fetchImpact, newRule, type Rule, type RuleKind, saveRule, useRules } from "./api";
import { DepartmentRules, useStored } from "./DepartmentRules";
import { Executives } from "./Executives";
import { Explain } from "./Explain";
import { Priority } from "./Priority";
import { RuleEditor } from "./RuleEditor";

const KINDS = ["hide", "restrict", "fields"] as const;
/** More rules than this are not counted one by one. */
const COUNTED_MAX = 20;

/** Chosen people, departments and roles in words. */
export function useWords(chosen: Chosen) {
  const { t } = useTranslation("console");
  const named = useNamed(chosen);
  const names = (["department", "person", "role"] as const).flatMap((kind) =>
    chosen[kind].map((id) => named(kind, id)),
  );
  const [first, second, ...more] = names;
  const shown = [first, second].filter(Boolean).join(t("comma"));
  return more.length ? t("rule.andMore", { names: shown, count: more.length }) : shown;
}

function Where({ rule }: { rule: Rule }) {
  const { t } = useTranslation("console");
  const marks = [
    { icon: "tree" as const, on: true, name: t("surface.tree") },
    { icon: "search" as const, on: rule.search, name: t("surface.search") },
    { icon: "id" as const, on: rule.profile, name: t("surface.profile") },
  ];
  return (
    <span className="oc-where">
      {marks.map((mark) => (
        <span
          key={mark.icon}
          data-on={mark.on || undefined}
          title={t(mark.on ? "rule.hiddenIn" : "rule.notHiddenIn", { where: mark.name })}
        >
          <Icon name={mark.icon} size="small" />
          <span className="ob-sr">{t(mark.on ? "rule.hiddenIn" : "rule.notHiddenIn", { where: mark.name })}</span>
        </span>
      ))}
    </span>
  );
}

/** How many pairs a saved rule takes from sight: what would be seen again without it. */
function Pairs({ rule, counted }: { rule: Rule; counted: boolean }) {
  const { t, i18n } = useTranslation("console");
  const { data, error } = useQuery({
    queryKey: ["pairs", rule],
    queryFn: ({ signal }) => fetchImpact({ id: rule.id, active: false }, signal),
    enabled: counted && rule.active,
    staleTime: 300_000,
    retry: false,
  });
  if (!rule.active) return <>0</>;
  if (error || !counted) return <span className="ob-3">{t("rule.notCounted")}</span>;
  if (!data) return <span className="ob-skeleton" style={{ width: 48 }} />;
  return <>{count(data.gain.pairs, i18n.language)}</>;
}

function RuleRow({ rule, list, counted }: { rule: Rule; list: ReturnType<typeof useList>; counted: boolean }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const objects = useWords(rule.objects);
  const excludes = useWords(rule.excludes);
  const name = rule.name || objects || t("rule.nameless");
  const second =
    rule.kind === "restrict"
      ? t(`rule.type.${rule.type}`, { names: excludes })
      : excludes
        ? t("rule.everyoneBut", { names: excludes })
        : t("rule.everyone");
  const flip = (active: boolean) =>
    act({
      text: t(active ? "done.ruleOn" : "done.ruleOff", { name }),
      run: () => saveRule({ ...rule, active }),
      undo: () => saveRule(rule),
    });
  return (
    <tr {...list.row(String(rule.id))} {...list.opens(String(rule.id))}>
      {/* biome-ignore lint/a11y: the switch within has the keys */}
      <td className="oc-td-switch" onClick={(event) => event.stopPropagation()}>
        <Switch checked={rule.active} onChange={flip} aria-label={name} />
      </td>
      <td>
        <button type="button" className="oc-row-open ob-ell" title={name} data-opens>
          {name}
        </button>
        {/* On phones there is one column. */}
        {second && rule.kind !== "fields" && <span className="oc-narrow-second ob-3 ob-sm ob-ell">{second}</span>}
      </td>
      <td className="ob-ell oc-hide-narrow">
        {rule.kind === "fields"
          ? rule.hideFields.map((id) => t(`attribute.${id}`, { defaultValue: id })).join(t("comma"))
          : second}
      </td>
      <td className="oc-hide-narrow">{rule.kind !== "fields" && <Where rule={rule} />}</td>
      <td className="oc-hide-narrow">
        <span className="oc-tag-line">{t("origin.api")}</span>
      </td>
      <td className="oc-td-number">
        <Pairs rule={rule} counted={counted} />
      </td>
    </tr>
  );
}

function RuleList({
  kind,
  draft,
  onDraft,
}: {
  kind: RuleKind;
  draft?: Rule;
  onDraft: (rule: Rule | undefined) => void;
}) {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data, error, refetch } = useRules(kind);
  const chosen = get("rule");
  const stored = data?.find((rule) => String(rule.id) === chosen);
  const list = useList({
    ids: data?.map((rule) => String(rule.id)) ?? [],
    open: chosen,
    onOpen: (id, replace) => {
      onDraft(undefined);
      set({ rule: id }, replace);
    },
    onClose: () => {
      onDraft(undefined);
      set({ rule: undefined });
    },
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows height={44} />;
  const editing = chosen === "new" ? (draft ?? newRule(kind)) : (draft ?? stored);
  return (
    <div className="ob-scroll">
      {data.length === 0 && chosen !== "new" ? (
        <EmptyState
          title={t(`rule.none.${kind}`)}
          action={<Button onClick={() => set({ rule: "new" })}>{t("rule.new")}</Button>}
        >
          {t(`rule.noneMore.${kind}`)}
        </EmptyState>
      ) : (
        <table className="oc-list">
          <thead>
            <tr>
              <th className="oc-td-switch">
                <span className="ob-sr">{t("rule.active")}</span>
              </th>
              <th>{t(`rule.head.${kind}`)}</th>
              <th className="oc-hide-narrow">{t(`rule.second.${kind}`)}</th>
              <th className="oc-hide-narrow oc-th-where">{kind !== "fields" && t("rule.where")}</th>
              <th className="oc-hide-narrow oc-th-origin">{t("rule.origin")}</th>
              <th className="oc-td-number">{t("rule.pairs")}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((rule, at) => (
              <RuleRow key={rule.id} rule={rule} counted={at < COUNTED_MAX} list={list} />
            ))}
          </tbody>
        </table>
      )}
      {editing && (
        <RuleEditor
          key={`${kind}-${chosen}`}
          rule={editing}
          stored={stored}
          onChange={onDraft}
          onDone={(id) => {
            onDraft(undefined);
            set({ rule: id });
          }}
        />
      )}
      {kind !== "fields" && <DepartmentRules kind={kind} />}
    </div>
  );
}

function Side({
  name,
  userId,
  onPick,
  onClear,
}: {
  name: string;
  userId?: string;
  onPick: (id: string) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation("console");
  const data = useColleague(userId);
  if (!userId) {
    return (
      <Picker kinds={["person"]} onPick={(picked) => onPick(picked.id)}>
        <button type="button" className="oc-side oc-side-empty">
          {name}
        </button>
      </Picker>
    );
  }
  return (
    <span className="oc-side">
      <PersonName
        person={data ?? { userId, name: userId }}
        size={28}
        second={[data?.jobNumber, data?.title].filter(Boolean).join(" · ")}
      />
      <button
        type="button"
        className="oc-chip-x"
        aria-label={t("pick.remove", { name: data?.name ?? userId })}
        onClick={onClear}
      >
        <Icon name="x" size="small" />
      </button>
    </span>
  );
}

/** Two people: does one see the other, and why. */
function ExplainPanel({ rule }: { rule?: Rule }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const { get, set } = useAddress();
  const viewer = get("viewer");
  const target = get("target");
  const one = useColleague(viewer);
  const other = useColleague(target);
  return (
    <aside className="oc-side-panel" aria-label={t("explain.title")}>
      <h2 className="oc-h3 ob-flex">
        <Icon name="eye" />
        {t("explain.title")}
      </h2>
      <div className="oc-sides">
        <Side
          name={t("explain.viewer")}
          userId={viewer}
          onPick={(id) => set({ viewer: id })}
          onClear={() => set({ viewer: undefined })}
        />
        <IconButton
          small
          icon="swap"
          label={t("explain.swap")}
          onClick={() => set({ viewer: target, target: viewer })}
        />
        <Side
          name={t("explain.target")}
          userId={target}
          onPick={(id) => set({ target: id })}
          onClear={() => set({ target: undefined })}
        />
      </div>
      {viewer && target ? (
        <>
          <Explain
            viewer={viewer}
            target={target}
            viewerName={one?.name ?? viewer}
            targetName={other?.name ?? target}
            rule={rule}
          />
          <Button
            type="text"
            size="small"
            icon={<Icon name="link" size="small" />}
            onClick={async () => message.info(t((await copy(location.href)) ? "copied" : "copyFailed"))}
          >
            {t("explain.copy")}
          </Button>
        </>
      ) : (
        <p className="ob-2 ob-sm">{t("explain.pickTwo")}</p>
      )}
      <p className="ob-3 ob-sm">{t("explain.admins")}</p>
    </aside>
  );
}

/** Who sees whom: rules as sentences, what they change before they are saved, and proof on two people. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Rule>();
  const tab = get("tab") ?? "hide";
  const kind = KINDS.find((one) => one === tab);
  const rules = { hide: useRules("hide"), restrict: useRules("restrict"), fields: useRules("fields") };
  const stored = useStored();
  const label = (name: string, number?: number) => (
    <span>
      {t(`rule.tab.${name}`)} {number !== undefined && <span className="ob-3">{number}</span>}
    </span>
  );
  const items = [
    ...KINDS.map((one) => ({ key: one as string, label: label(one, rules[one].data?.length) })),
    { key: "executive", label: label("executive") },
    { key: "priority", label: label("priority") },
  ];
  const dirty = kind && draft?.kind === kind ? draft : undefined;
  return (
    <>
      <PageBar title={t("page.visibility")} fact={t("rule.fact")}>
        {kind && (
          <Button
            type="primary"
            size="small"
            icon={<Icon name="plus" size="small" />}
            onClick={() => {
              setDraft(undefined);
              set({ rule: "new" });
            }}
          >
            {t("rule.new")}
          </Button>
        )}
      </PageBar>
      <TabBar
        value={tab}
        items={items}
        onChange={(next) => {
          setDraft(undefined);
          set({ tab: next === "hide" ? undefined : next, rule: undefined });
          queries.invalidateQueries({ queryKey: ["explain"] });
        }}
      />
      {tab === "executive" ? (
        <div className="oc-body">
          <Executives />
        </div>
      ) : (
        <div className="oc-body oc-body-stack">
          <section className="oc-pane" aria-label={t(`rule.tab.${tab}`)}>
            {kind && <RuleList key={kind} kind={kind} draft={dirty} onDraft={setDraft} />}
            {tab === "priority" && <Priority stored={stored.data} error={stored.error} retry={stored.refetch} />}
          </section>
          <ExplainPanel rule={dirty} />
        </div>
      )}
    </>
  );
}
