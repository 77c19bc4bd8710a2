import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Select } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Logo } from "../../shared/components/Logo";
import { useAct } from "../api/act";
import { own } from "../api/own";
import { LOGO_TYPES, logoOf } from "./picture";

interface Props {
  logo?: string;
  language?: string;
  /** Whether whoever looks may change it. */
  may: boolean;
}

const PATH = "console/organization";
const NAMES: Record<string, string> = { "zh-CN": "中文", en: "English" };

/** The part of a `data:` address that the server takes. */
const contentOf = (logo?: string) => logo?.split(",")[1] ?? "";

/** How the organization shows itself: its picture, and the language in which it speaks first. */
export function Appearance({ logo, language = "", may }: Props) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const act = useAct();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const put = (body: object) => async () => {
    await own("PUT", PATH, body);
    // It also stands in the navigation.
    await queries.invalidateQueries({ queryKey: ["session"] });
  };
  const change = (label: string, to: object, from: object) =>
    act({ text: t("done.setting", { label }), run: put(to), undo: put(from) });
  const setLogo = (content: string) => change(t("settings.fact.logo"), { logo: content }, { logo: contentOf(logo) });
  const chosen = async (picked?: File) => {
    if (file.current) file.current.value = "";
    if (!picked) return;
    const content = await logoOf(picked);
    if (content) setLogo(content);
    else message.error(t("settings.logoWrong"));
  };
  const options = ["", "zh-CN", "en"].map((value) => ({ value, label: NAMES[value] ?? t("settings.languageNone") }));
  return (
    <>
      <dt>{t("settings.fact.logo")}</dt>
      <dd className="oc-several">
        <Logo logo={logo} size={36} />
        {may && (
          <>
            <input
              ref={file}
              type="file"
              hidden
              accept={LOGO_TYPES.join()}
              aria-label={t("settings.logoChoose")}
              onChange={(event) => chosen(event.target.files?.[0])}
            />
            <Button size="small" onClick={() => file.current?.click()}>
              {t("settings.logoChoose")}
            </Button>
            {logo && (
              <Button size="small" type="text" onClick={() => setLogo("")}>
                {t("settings.logoRemove")}
              </Button>
            )}
          </>
        )}
        <span className="ob-3 ob-sm oc-block">{t("settings.logoMore")}</span>
      </dd>
      <dt>{t("settings.fact.language")}</dt>
      <dd>
        {may ? (
          <Select
            size="small"
            style={{ minWidth: 160 }}
            aria-label={t("settings.fact.language")}
            value={language}
            options={options}
            onChange={(to) => change(t("settings.fact.language"), { language: to }, { language })}
          />
        ) : (
          (NAMES[language] ?? t("settings.languageNone"))
        )}
        <span className="ob-3 ob-sm oc-block">{t("settings.languageMore")}</span>
      </dd>
    </>
  );
}
