import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import type { PlanState } from "./api";

const STEPS = ["upload", "map", "check", "plan", "apply"] as const;

/** How far a file is: the steps before are done once there is a plan. */
export function Steps({ state }: { state: PlanState }) {
  const { t } = useTranslation("console");
  const at = state === "ready" ? STEPS.indexOf("plan") : STEPS.indexOf("apply");
  const isOver = state === "applied" || state === "undone";
  return (
    <ol className="oc-steps oc-wide" aria-label={t("plan.steps.label")}>
      {STEPS.map((step, index) => {
        const isDone = index < at || (isOver && index === at);
        return (
          <li key={step} data-done={isDone || undefined} aria-current={!isDone && index === at ? "step" : undefined}>
            {isDone && <Icon name="check" size="small" />}
            {t(`plan.steps.${step}`)}
            {isDone && <span className="ob-sr"> {t("plan.steps.done")}</span>}
          </li>
        );
      })}
    </ol>
  );
}
