import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../shared/components/states";
import { type Language, speak } from "../../shared/i18n";
import { type AppearanceChoice, choose, useAppearanceChoice } from "../../shared/theme/theme";
import { contact } from "../api/own";
import { SwitchRow } from "../members/DepartmentSettings";
import { useConsole } from "../shell/context";
import { lettersOn, switchLetters } from "../shell/keys";
import { PageBar } from "../shell/PageBar";

/** The organization's facts, and how the console behaves on this device. */
export function Component() {
  const { t, i18n } = useTranslation("console");
  const { session } = useConsole();
  const [letters, setLetters] = useState(lettersOn);
  const appearance = useAppearanceChoice();
  const { data, error, refetch } = useQuery({
    queryKey: ["authInfos"],
    queryFn: () => contact<Record<string, string | number>>("GET", "organizations/authInfos"),
    retry: false,
  });
  const facts = Object.entries(data ?? {}).filter(([, value]) => value !== "" && value !== undefined);
  return (
    <>
      <PageBar title={t("page.settings")} />
      <div className="ob-scroll">
        <div className="oc-page-narrow">
          <h2 className="oc-h3">{t("settings.organization")}</h2>
          <dl className="oc-kv">
            <dt>corpId</dt>
            <dd className="ob-mono">{session.corpId}</dd>
            {facts.map(([name, value]) => (
              <div key={name} className="oc-contents">
                <dt>{t(`settings.fact.${name}`, { defaultValue: name })}</dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
          {error && <ErrorState error={error} retry={refetch} />}
          <h2 className="oc-h3 oc-hint">{t("settings.device")}</h2>
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
