import { useTranslation } from "react-i18next";
import { moment } from "../parts/format";
import type { Delivery } from "./api";

/** Whether something was told: a word, and a shape where it was not. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { t, i18n } = useTranslation("console");
  const { state, attempts = 0, nextAt } = delivery;
  return (
    <span className="oc-delivery" data-state={state}>
      <i aria-hidden="true" />
      {t(`delivery.${state}`)}
      {attempts > 1 && <span className="ob-3"> {t("delivery.attempts", { count: attempts })}</span>}
      {nextAt && state === "waiting" && <span className="ob-3"> {moment(nextAt, i18n.language)}</span>}
    </span>
  );
}
