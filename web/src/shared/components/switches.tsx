import { useTranslation } from "react-i18next";
import { speak } from "../i18n";
import { choose, useAppearance } from "../theme/theme";
import { IconButton } from "./IconButton";

/** Chinese or English, on this device. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation("shared");
  return (
    <IconButton
      small
      icon="lang"
      label={t("switchLanguage")}
      onClick={() => speak(i18n.language === "en" ? "zh-CN" : "en")}
    />
  );
}

/** Light or dark, on this device. */
export function AppearanceSwitch() {
  const { t } = useTranslation("shared");
  const appearance = useAppearance();
  return (
    <IconButton
      small
      icon="moon"
      label={t("switchAppearance")}
      onClick={() => choose(appearance === "dark" ? "light" : "dark")}
    />
  );
}
