import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { ago } from "../parts/format";
import { useAddress } from "../parts/useAddress";
import { changes, fetchPlans, type Plan, run } from "./api";

function One({ plan }: { plan: Plan }) {
  const { t, i18n } = useTranslation(["console", "shared"]);
  const { set } = useAddress();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    await act({
      text: t("done.planUndone", { name: plan.fileName }),
      run: () => run(plan.planId, "undo", () => {}),
    });
    setBusy(false);
  };
  return (
    <li className="oc-recent">
      <i className="oc-plan-dot" data-state={plan.state} aria-hidden="true" />
      <span className="ob-grow">
        <button
          type="button"
          className="oc-recent-open ob-ell oc-block"
          title={plan.fileName}
          aria-label={`${t("plan.look")} ${plan.fileName}`}
          onClick={() => set({ plan: plan.planId, kind: undefined })}
        >
          {plan.fileName}
        </button>
        <span className="ob-3 ob-sm">
          {t(`plan.state.${plan.state}`)} · {t("plan.changes", { count: changes(plan) })} ·{" "}
          {ago(plan.createdAt, i18n.language)}
        </span>
      </span>
      {plan.state === "applied" && plan.done > 0 ? (
        <Button
          size="small"
          loading={busy}
          icon={<Icon name="undo" size="small" />}
          aria-label={`${t("shared:undo")} ${plan.fileName}`}
          onClick={undo}
        >
          {t("shared:undo")}
        </Button>
      ) : (
        <Button size="small" type="text" onClick={() => set({ plan: plan.planId, kind: undefined })}>
          {t("plan.look")}
        </Button>
      )}
    </li>
  );
}

/** The last plans: what each did, and a way back. */
export function Recent({ without }: { without?: string }) {
  const { t } = useTranslation("console");
  const { data, error, refetch } = useQuery({ queryKey: ["plans"], queryFn: fetchPlans, retry: false });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={3} height={48} />;
  const plans = data.filter((plan) => plan.planId !== without);
  if (plans.length === 0) return <p className="ob-3 ob-sm">{t("plan.none")}</p>;
  return (
    <ul>
      {plans.map((plan) => (
        <One key={plan.planId} plan={plan} />
      ))}
    </ul>
  );
}
