import { useTranslation } from "react-i18next";
import { type Member, stateOf } from "../api/types";

/** The word for the state of somebody; only what is not usual has a sign. */
export function StateWord({ member }: { member: Pick<Member, "active" | "disabled"> }) {
  const { t } = useTranslation("console");
  const state = stateOf(member);
  if (state === "active") return <span className="ob-3">{t("state.active")}</span>;
  return (
    <span className="oc-state" data-state={state}>
      <i aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
}
