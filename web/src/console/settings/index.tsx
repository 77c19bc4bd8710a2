import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, speak } from "../../shared/i18n";
import { type AppearanceChoice, choose, useAppearanceChoice } from "../../shared/theme/theme";
import { SwitchRow } from "../members/DepartmentSettings";
import { usePower } from "../shell/context";
import { lettersOn, switchLetters } from "../shell/keys";
import { PageBar } from "../shell/PageBar";
import { Backup } from "./Backup";
import { Organization } from "./Organization";
import { Provider } from "./Provider";
import { SignIn } from "./SignIn";

/** The organization's facts, and how the console behaves on this device. */
export function Component() {
  // Only whoever administers the whole organization is answered.
  const { may, whole } = usePower();
  const ruling = whole && may("organization");
  const { t, i18n } = useTranslation("console");
  const [letters, setLetters] = useState(lettersOn);
  const appearance = useAppearanceChoice();
  return (
    <>
      <PageBar title={t("page.settings")} />
      <div className="ob-scroll">
        <div className="oc-page-narrow oc-parts">
          {ruling && (
            <>
              <Organization />
              <SignIn />
              <Provider />
              <Backup />
            </>
          )}
          <h2 className="oc-h3 oc-part">{t("settings.device")}</h2>
          <div className="oc-switch-row">
            <span className="ob-grow">{t("settings.language")}</span>
            <Segmented
              aria-label={t("settings.language")}
              value={i18n.language as Language}
              onChange={speak}
              options={[
                { value: "zh-CN", label: "中文" },
                { value: "en", label: "English" },
              ]}
            />
          </div>
          <div className="oc-switch-row">
            <span className="ob-grow">{t("settings.appearance")}</span>
            <Segmented
              aria-label={t("settings.appearance")}
              value={appearance}
              onChange={(value) => choose(value as AppearanceChoice)}
              options={(["system", "light", "dark"] as const).map((value) => ({
                value,
                label: t(`settings.appearances.${value}`),
              }))}
            />
          </div>
          <SwitchRow
            label={t("settings.letters")}
            more={t("settings.lettersMore")}
            on={letters}
            onChange={(on) => {
              switchLetters(on);
              setLetters(on);
            }}
          />
        </div>
      </div>
    </>
  );
}
