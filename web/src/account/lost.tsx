import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../shared/components/states";
import { Frame } from "./Frame";

/** An address at which nothing is. */
export function Component() {
  const { t } = useTranslation("account");
  useEffect(() => {
    document.title = `${t("lost.title")} · Orgbook`;
  }, [t]);
  return (
    <Frame picture>
      <EmptyState title={t("lost.title")} action={<a href="/contacts">{t("lost.contacts")}</a>}>
        {t("lost.more")}
      </EmptyState>
    </Frame>
  );
}
