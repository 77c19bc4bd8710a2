import { useTranslation } from "react-i18next";
import { EmptyState } from "../shared/components/states";

/** The console. */
export function Component() {
  const { t } = useTranslation("console");
  return <EmptyState title={t("title")} />;
}
