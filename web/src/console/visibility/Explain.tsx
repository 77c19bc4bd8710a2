import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { Why, type WhyStep } from "../../shared/components/Why";
import { type Explanation, explain, type Rule, type RuleRef } from "./api";

interface Props {
  viewer: string;
  target: string;
  viewerName: string;
  targetName: string;
  /** A rule that is not saved yet. */
  rule?: Rule;
}

/** Where a rule can be changed. */
function placeOf(rule: RuleRef): string | undefined {
  const [, kind, id] = rule.id.split(":");
  if (rule.origin === "console" && id) return `/console/members?dept=${id}`;
  const tab = { hide: "hide", restrict: "restrict", attribute: "fields" }[kind ?? ""];
  return rule.origin === "api" && tab ? `/console/visibility?tab=${tab}&rule=${id}` : undefined;
}

function RuleName({ rule, unsaved }: { rule: RuleRef; unsaved: boolean }) {
  const { t } = useTranslation("console");
  const to = placeOf(rule);
  const name = rule.name || t(`explain.kind.${rule.kind}`);
  return (
    <>
      {to ? (
        <Link to={to}>
          <strong>{name}</strong>
        </Link>
      ) : (
        <strong>{name}</strong>
      )}{" "}
      <span className="oc-tag-line">{t(`origin.${rule.origin}`)}</span>
      {unsaved && <span className="ob-tag ob-tag-warning"> {t("explain.unsaved")}</span>}
      <span className="oc-block ob-2">{t(`explain.because.${rule.kind}`, { defaultValue: "" })}</span>
    </>
  );
}

const SURFACES = ["tree", "search", "profile"] as const;

/** The steps of an explanation: what was looked at, and what decided. */
function useSteps() {
  const { t } = useTranslation("console");
  return ({ surfaces, fields }: Explanation, names: { viewer: string; target: string }, ruleId?: number): WhyStep[] => {
    const rules = new Map<string, { rule: RuleRef; denies: boolean; where: string[] }>();
    for (const surface of SURFACES) {
      for (const rule of surfaces[surface].rules) {
        const known = rules.get(rule.id) ?? { rule, denies: false, where: [] };
        known.denies ||= !surfaces[surface].visible;
        known.where.push(t(`surface.${surface}`));
        rules.set(rule.id, known);
      }
    }
    const steps: WhyStep[] = [...rules.values()].map(({ rule, denies, where }) => ({
      key: rule.id,
      kind: denies ? "denies" : "allows",
      text: t(denies ? "explain.ruleDenies" : "explain.ruleAllows", { ...names, where: where.join(t("comma")) }),
      rule: (
        <RuleName
          rule={rule}
          unsaved={rule.id.startsWith("api:") && ruleId !== undefined && rule.id.endsWith(`:${ruleId}`)}
        />
      ),
    }));
    if (rules.size === 0) steps.push({ key: "none", kind: "passed", text: t("explain.noRule", names) });
    const hidden = Object.entries(fields).filter(([, verdict]) => !verdict.visible);
    if (hidden.length) {
      const by = new Map(hidden.flatMap(([, verdict]) => verdict.rules.map((rule) => [rule.id, rule])));
      steps.push({
        key: "fields",
        kind: "denies",
        text: t("explain.fields", {
          fields: hidden.map(([id]) => t(`attribute.${id}`, { defaultValue: id })).join(t("comma")),
        }),
        rule: [...by.values()].map(
          (rule): ReactNode => (
            <div key={rule.id}>
              <RuleName rule={rule} unsaved={false} />
            </div>
          ),
        ),
      });
    } else if (Object.keys(fields).length)
      steps.push({ key: "fieldsAll", kind: "passed", text: t("explain.allFields") });
    return steps;
  };
}

/** The verdict on two people, surface by surface, and why. */
export function Explain({ viewer, target, viewerName, targetName, rule }: Props) {
  const { t } = useTranslation("console");
  const steps = useSteps();
  const { data, error, refetch } = useQuery({
    queryKey: ["explain", viewer, target, rule],
    queryFn: () => explain(viewer, target, rule),
    placeholderData: (before) => before,
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={3} height={40} />;
  const shown = data.then ?? data.now;
  const seen = SURFACES.some((surface) => shown.surfaces[surface].visible);
  const was = SURFACES.some((surface) => data.now.surfaces[surface].visible);
  const names = { viewer: viewerName, target: targetName };
  const { mobile } = shown.fields;
  const cells = [
    ...SURFACES.map((surface) => ({
      key: surface,
      name: t(`surface.${surface}`),
      visible: shown.surfaces[surface].visible,
    })),
    { key: "mobile", name: t("attribute.mobile"), visible: seen && (mobile?.visible ?? false) },
  ];
  return (
    <div className="oc-explain">
      <div className="ob-flex oc-verdict">
        <span className="oc-verdict-mark" data-seen={seen || undefined} aria-hidden="true">
          <Icon name={seen ? "eye" : "eyeoff"} />
        </span>
        <span role="status">
          <strong className="oc-block">
            {t(
              data.then ? (seen ? "explain.willSee" : "explain.willNotSee") : seen ? "explain.sees" : "explain.seesNot",
            )}
          </strong>
          <span className="ob-2 ob-sm">
            {data.then && was !== seen ? t(was ? "explain.seesNow" : "explain.seesNotNow") : t("explain.about", names)}
          </span>
        </span>
      </div>
      <dl className="oc-surfaces">
        {cells.map((cell) => (
          <div key={cell.key}>
            <dt>{cell.name}</dt>
            <dd data-seen={cell.visible || undefined}>{t(cell.visible ? "explain.visible" : "explain.invisible")}</dd>
          </div>
        ))}
      </dl>
      <h3 className="oc-h3">{t("explain.why")}</h3>
      <Why steps={steps(shown, names, data.then ? rule?.id : undefined)} />
    </div>
  );
}
