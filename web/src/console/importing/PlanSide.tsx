import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { count } from "../../shared/text";
import { useNamed } from "../parts/useNamed";
import { type Effects, fetchEffects, MARKS, type Plan } from "./api";
import { Departments } from "./Departments";
import { Recent } from "./Recent";

/** What a plan comes to; asked for anew whenever its rows are. */
export function useEffects(planId: string): Effects | undefined {
  const { data } = useQuery({
    queryKey: ["plan", planId, "effects"],
    queryFn: () => fetchEffects(planId),
    retry: false,
  });
  return data;
}

const signed = (sign: string, value: number, language: string) => (value ? sign + count(value, language) : "·");

/** Where people join, leave and move; below it the whole. */
function Where({ plan, effects }: { plan: Plan; effects?: Effects }) {
  const { t, i18n } = useTranslation("console");
  const line = (name: string, joined: number, left: number, moved: number, isWhole = false) => (
    <tr key={isWhole ? "" : name} data-total={isWhole || undefined}>
      <td className="ob-ell" title={name}>
        {name}
      </td>
      <td className={joined ? "oc-in" : "ob-3"}>{signed("+", joined, i18n.language)}</td>
      <td className={left ? "oc-out" : "ob-3"}>{signed("−", left, i18n.language)}</td>
      <td className={moved ? "oc-moved" : "ob-3"}>{signed("", moved, i18n.language)}</td>
    </tr>
  );
  const { created, left, moved, changed } = plan.counts;
  const more = (effects?.departmentCount ?? 0) - (effects?.departments.length ?? 0);
  return (
    <div>
      <h2 className="oc-h3">{t("plan.after")}</h2>
      <table className="oc-effects">
        <thead>
          <tr>
            <th scope="col">{t("plan.where")}</th>
            <th scope="col">{t("plan.in")}</th>
            <th scope="col">{t("plan.out")}</th>
            <th scope="col">{t("plan.moves")}</th>
          </tr>
        </thead>
        <tbody>
          {effects?.departments.map((one) => line(one.name, one.joined, one.left, one.moved))}
          {more > 0 && (
            <tr>
              <td className="ob-3" colSpan={4}>
                {t("plan.moreDepartments", { count: more })}
              </td>
            </tr>
          )}
          {line(t("plan.whole"), created, left, moved, true)}
        </tbody>
      </table>
      <p className="ob-3 ob-sm oc-hint">
        {t("plan.others", { mark: t(`plan.tile.${MARKS.changed}`), count: changed })}
      </p>
    </div>
  );
}

/** Which apps hear of it. */
function Told({ effects }: { effects?: Effects }) {
  const { t } = useTranslation("console");
  if (!effects?.apps || effects.appCount === undefined) return null;
  const { apps, appCount } = effects;
  const names =
    apps.join(t("comma")) + (appCount > apps.length ? t("account.andMore", { count: appCount - apps.length }) : "");
  return (
    <div>
      <h2 className="oc-h3">{t("plan.told")}</h2>
      <p className="ob-2 ob-sm">
        {appCount === 0 ? t("plan.toldNobody") : t("plan.toldApps", { count: appCount, names })}
      </p>
    </div>
  );
}

/** How many leave, and how many may without a second administrator. */
function Guard({ plan, effects }: { plan: Plan; effects?: Effects }) {
  const { t, i18n } = useTranslation("console");
  const named = useNamed({ person: plan.approvedBy ? [plan.approvedBy] : [] });
  const share = effects ? Math.min(1, effects.leaving / effects.leavingMax) : 0;
  const numbers = effects && {
    count: effects.leaving,
    leaving: count(effects.leaving, i18n.language),
    most: count(effects.leavingMax, i18n.language),
  };
  return (
    <div>
      <h2 className="oc-h3">{t("plan.guard")}</h2>
      <div className="oc-guard" data-over={plan.needsApproval || undefined} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="ob-2 ob-sm">
        {plan.approvedBy
          ? t("plan.approvedBy", { name: named("person", plan.approvedBy) })
          : numbers && t(plan.needsApproval ? "plan.guardStops" : "plan.guardFree", numbers)}
      </p>
    </div>
  );
}

/** Beside a plan: what it comes to, who is told, and what stops it. */
export function PlanSide({ plan, effects }: { plan: Plan; effects?: Effects }) {
  const { t } = useTranslation("console");
  // Departments and contacts neither join the organization nor leave it.
  const isOfPeople = plan.about === "people";
  return (
    <aside className="oc-side-panel oc-side-small" aria-label={t("plan.after")}>
      {isOfPeople && <Where plan={plan} effects={effects} />}
      <Departments plan={plan} />
      <Told effects={effects} />
      {isOfPeople && <Guard plan={plan} effects={effects} />}
      <div>
        <h2 className="oc-h3">{t("plan.recent")}</h2>
        <Recent without={plan.planId} />
      </div>
    </aside>
  );
}
