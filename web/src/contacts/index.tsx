import { useTranslation } from "react-i18next";
import { EmptyState } from "../shared/components/states";

/** The contacts app. */
export function Component() {
  const { t } = useTranslation("contacts");
  return <EmptyState title={t("title")} />;
}
