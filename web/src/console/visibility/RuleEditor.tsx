import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, Select } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { idOf, readJson, writeJson } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import { count } from "../../shared/text";
import { useAct } from "../api/act";
import { Chip } from "../parts/Chip";
import { Picker, type PickKind } from "../parts/Picker";
import { useAddress } from "../parts/useAddress";
import { useNamed } from "../parts/useNamed";
import { useSettled } from "../parts/useSize";
import { MAC } from "../shell/Nav";
import { ATTRIBUTES, type Chosen, deleteRule, fetchImpact, type Rule, saveRule, toWire } from "./api";

const ANY: readonly PickKind[] = ["department", "person", "role"];
const OBJECTS_MAX = 50;
const SETTLE_MILLIS = 300;

interface Props {
  rule: Rule;
  stored?: Rule;
  onChange: (rule: Rule | undefined) => void;
  onDone: (id?: number) => void;
}

function size(chosen: Chosen): number {
  return chosen.person.length + chosen.department.length + chosen.role.length;
}

function Choose({ chosen, onChange }: { chosen: Chosen; onChange: (next: Chosen) => void }) {
  const named = useNamed(chosen);
  const taken = new Set(ANY.flatMap((kind) => chosen[kind].map((id) => `${kind}:${id}`)));
  return (
    <>
      {ANY.flatMap((kind) =>
        chosen[kind].map((id) => (
          <Chip
            key={`${kind}:${id}`}
            kind={kind}
            id={String(id)}
            name={named(kind, id)}
            onRemove={() =>
              onChange({ ...chosen, [kind]: (chosen[kind] as (string | number)[]).filter((other) => other !== id) })
            }
          />
        )),
      )}
      <Picker
        several
        kinds={ANY}
        taken={taken}
        onPick={({ kind, id }) => onChange({ ...chosen, [kind]: [...chosen[kind], kind === "person" ? id : idOf(id)] })}
      />
    </>
  );
}

function Line({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="oc-sentence">
      <span className="oc-sentence-word">{word}</span>
      <span className="oc-sentence-rest">{children}</span>
    </div>
  );
}

/** What saving would change, counted while it is being written. */
function Effect({ rule, dirty }: { rule: Rule; dirty: boolean }) {
  const { t, i18n } = useTranslation("console");
  const { set } = useAddress();
  const written = writeJson(toWire(rule));
  const settled = useSettled(written, SETTLE_MILLIS);
  const empty = size(rule.objects) === 0;
  const { data, error, isFetching } = useQuery({
    queryKey: ["impact", settled],
    queryFn: ({ signal }) => fetchImpact(readJson(settled), signal),
    // What was written a moment ago may name nobody yet, which is no rule.
    enabled: dirty && !empty && settled === written,
    placeholderData: (before) => before,
    retry: false,
  });
  const number = (value: number) => count(value, i18n.language);
  const text = () => {
    if (empty) return t("effect.empty");
    if (!dirty) return t("effect.same");
    if (error) return sentence(error);
    if (!data) return t("effect.counting");
    const lose = data.lose.pairs
      ? t("effect.lose", {
          pairs: number(data.lose.pairs),
          viewers: number(data.lose.viewers),
          targets: number(data.lose.targets),
        })
      : t("effect.loseNothing");
    const gain = data.gain.pairs
      ? t("effect.gain", {
          pairs: number(data.gain.pairs),
          viewers: number(data.gain.viewers),
          targets: number(data.gain.targets),
        })
      : t("effect.gainNothing");
    return `${lose}${t("effect.between")}${gain}`;
  };
  const sample = data?.sample.slice(0, 3) ?? [];
  return (
    <div className="oc-effect" role="status" style={{ opacity: isFetching ? 0.7 : 1 }}>
      <span className="ob-grow">
        <strong className="oc-block">{t("effect.title")}</strong>
        <span className="ob-2 ob-sm">{text()}</span>
      </span>
      {dirty &&
        sample.map((pair) => (
          <PersonMark key={`${pair.viewer}-${pair.target}`} userId={pair.viewer} name={pair.viewer} size={24} />
        ))}
      {dirty && sample[0] && (
        <button
          type="button"
          className="ob-text-button ob-sm"
          onClick={() => set({ viewer: sample[0]?.viewer, target: sample[0]?.target })}
        >
          {t("effect.sample")}
        </button>
      )}
    </div>
  );
}

/** A rule as a sentence: who is hidden from whom, and where. */
export function RuleEditor({ rule, stored, onChange, onDone }: Props) {
  const { t } = useTranslation("console");
  const act = useAct();
  const dirty = JSON.stringify(rule) !== JSON.stringify(stored);
  const change = (part: Partial<Rule>) => onChange({ ...rule, ...part });
  const objects = size(rule.objects);
  const name = rule.name || t("rule.nameless");
  const ready = objects > 0 && objects <= OBJECTS_MAX && (rule.kind !== "fields" || rule.hideFields.length > 0);
  const busy = useRef(false);
  const save = async () => {
    // The key that saves may come twice: a rule is made once.
    if (!dirty || !ready || busy.current) return;
    busy.current = true;
    let id = rule.id;
    const done = await act({
      text: t(stored ? "done.ruleSaved" : "done.ruleMade", { name }),
      run: async () => {
        id = await saveRule(rule);
      },
      undo: () => (stored ? saveRule(stored) : deleteRule({ ...rule, id })),
    });
    busy.current = false;
    if (done) onDone(id);
  };
  const remove = async () => {
    if (!stored) return onDone();
    const { id: _id, ...again } = stored;
    if (
      await act({ text: t("done.ruleDeleted", { name }), run: () => deleteRule(stored), undo: () => saveRule(again) })
    )
      onDone();
  };
  const saving = useRef(save);
  saving.current = save;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key !== "s") return;
      event.preventDefault();
      saving.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  const restrict = rule.kind === "restrict";
  const chooseObjects = <Choose chosen={rule.objects} onChange={(objects) => change({ objects })} />;
  const chooseExcludes = <Choose chosen={rule.excludes} onChange={(excludes) => change({ excludes })} />;
  return (
    <section className="oc-editor" aria-label={t("rule.editor", { name })}>
      <div className="ob-flex">
        <Input
          variant="borderless"
          className="oc-editor-name"
          placeholder={t("rule.name")}
          aria-label={t("rule.name")}
          maxLength={100}
          value={rule.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Icon name="pen" size="small" />
      </div>
      {rule.kind === "fields" && (
        <Line word={t("sentence.hideFields")}>
          <Select
            mode="multiple"
            style={{ minWidth: 240 }}
            aria-label={t("sentence.hideFields")}
            options={ATTRIBUTES.map((value) => ({ value, label: t(`attribute.${value}`) }))}
            value={rule.hideFields}
            onChange={(hideFields) => change({ hideFields })}
          />
        </Line>
      )}
      <Line word={t(`sentence.${rule.kind}`)}>{chooseObjects}</Line>
      {restrict ? (
        <>
          <Line word={t("sentence.maySee")}>
            <Select
              style={{ minWidth: 240 }}
              aria-label={t("sentence.maySee")}
              value={rule.type}
              onChange={(type) => change({ type })}
              options={(["onlySelf", "onlySelfDeptAndChild", "excludeNode"] as const).map((value) => ({
                value,
                label: t(`rule.types.${value}`),
              }))}
            />
          </Line>
          <Line word={t(rule.type === "excludeNode" ? "sentence.notThese" : "sentence.alsoThese")}>
            {chooseExcludes}
          </Line>
        </>
      ) : (
        <Line word={t("sentence.from")}>
          <Chip kind="all" id="all" name={t("rule.everyone")} />
          <span className="ob-3">{t("sentence.but")}</span>
          {chooseExcludes}
        </Line>
      )}
      {rule.kind !== "fields" && (
        <Line word={t("sentence.in")}>
          <span className="ob-flex">
            <Icon name="lock" size="small" />
            {t("surface.tree")}
          </span>
          <Checkbox checked={rule.search} onChange={(event) => change({ search: event.target.checked })}>
            {t("surface.search")}
          </Checkbox>
          <Checkbox checked={rule.profile} onChange={(event) => change({ profile: event.target.checked })}>
            {t("surface.profile")}
          </Checkbox>
        </Line>
      )}
      <Effect rule={rule} dirty={dirty} />
      <div className="ob-flex oc-wrap">
        <Button type="primary" onClick={save} aria-disabled={!dirty || !ready} disabled={!dirty || !ready}>
          {t("rule.save")}
          <span className="oc-key-on" aria-hidden="true">
            {MAC ? "⌘S" : "Ctrl S"}
          </span>
        </Button>
        <Button onClick={() => (stored ? onChange(undefined) : onDone())}>
          {t(dirty && stored ? "rule.drop" : "close")}
        </Button>
        {stored && (
          <Button type="text" danger onClick={remove}>
            {t("rule.delete")}
          </Button>
        )}
        <span className="ob-grow" />
        <span className="ob-3 ob-sm">{t("rule.used", { count: objects, most: OBJECTS_MAX })}</span>
      </div>
    </section>
  );
}
