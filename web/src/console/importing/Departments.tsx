import { useQueryClient } from "@tanstack/react-query";
import { App, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { sentence } from "../../shared/api/errors";
import { type Plan, setGroups } from "./api";

/** Whether the departments that are made get groups. */
function Groups({ plan }: { plan: Plan }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const queries = useQueryClient();
  // What was ticked stands there until the server has told of it.
  const [ticked, setTicked] = useState<boolean>();
  const set = async (on: boolean) => {
    setTicked(on);
    try {
      await setGroups(plan.planId, on);
    } catch (refused) {
      message.error({ content: sentence(refused), duration: 8 });
    }
    await queries.invalidateQueries({ queryKey: ["plan", plan.planId] });
    setTicked(undefined);
  };
  return (
    <Checkbox
      checked={ticked ?? plan.createGroups}
      disabled={plan.state !== "ready"}
      onChange={(event) => set(event.target.checked)}
    >
      {t("plan.createGroups")}
    </Checkbox>
  );
}

/** Departments that a plan makes; after it was taken back, what became of them. */
export function Departments({ plan }: { plan: Plan }) {
  const { t } = useTranslation("console");
  const stayed = plan.departmentsStayed ?? [];
  const { departmentsRemoved: removed, departmentsStayedCount: stayedCount } = plan;
  const more = (count: number) => count > 0 && <li className="ob-3">{t("plan.moreDepartments", { count })}</li>;
  if (removed + stayedCount > 0)
    return (
      <div>
        <h2 className="oc-h3">{t("plan.goneDepartments")}</h2>
        <p className="ob-2 ob-sm">{t("plan.departmentsRemoved", { count: removed })}</p>
        {stayedCount > 0 && (
          <>
            <p className="ob-2 ob-sm">{t("plan.departmentsStayed", { count: stayedCount })}</p>
            <ul className="ob-sm">
              {stayed.map((one) => (
                <li key={one.deptId}>
                  <Link to={`/console/members?dept=${one.deptId}`} className="ob-ell oc-block" title={one.path}>
                    {one.path}
                  </Link>
                  <span className="ob-3">{one.why}</span>
                </li>
              ))}
              {more(stayedCount - stayed.length)}
            </ul>
          </>
        )}
      </div>
    );
  if (plan.departments.length === 0) return null;
  return (
    <div>
      <h2 className="oc-h3">{t("plan.newDepartments")}</h2>
      <ul className="ob-sm">
        {plan.departments.map((path) => (
          <li key={path} className="ob-ell" title={path}>
            {path}
          </li>
        ))}
        {more(plan.departmentCount - plan.departments.length)}
      </ul>
      <Groups plan={plan} />
    </div>
  );
}
