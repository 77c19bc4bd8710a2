import { useTranslation } from "react-i18next";
import { AuditList } from "../audit/AuditList";
import type { TabProps } from "./TabProfile";

/** What happened to a person, with before and after. */
export function TabHistory({ person }: TabProps) {
  const { t } = useTranslation(["console", "log"]);
  return <AuditList filter={{ object: `user:${person.userId}` }} empty={t("log:personNone")} />;
}
