import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { EditText } from "../parts/EditText";
import { moment } from "../parts/format";
import { useConsole } from "../shell/context";
import { Appearance } from "./Appearance";

interface Info {
  corpId: string;
  name: string;
  /** What people type who apply to join. */
  code: string;
  createdAt: number;
  creator?: { userId: string; name?: string };
  people: number;
  departments: number;
  language?: string;
  logo?: string;
  authentication?: {
    level: string;
    licenseName?: string;
    registrationNumber?: string;
    socialCreditCode?: string;
    organizationCode?: string;
    legalPerson?: string;
    licenseUrl?: string;
  };
}

const PATH = "console/organization";
const NAME_MAX = 64;

/** What the organization is called, and what is known of it. */
export function Organization() {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { session } = useConsole();
  const { data, error, refetch } = useQuery({
    queryKey: ["organization"],
    queryFn: () => read<Info>(PATH),
    retry: false,
  });
  const rename = (name: string) => () => own("PUT", PATH, { name });
  const may = session.admin?.kind !== "sub" || session.admin.modules.includes("organization");
  const facts: [string, string | undefined][] = data
    ? [
        ["code", data.code],
        ["creator", data.creator?.name ?? data.creator?.userId],
        ["createdAt", moment(data.createdAt, i18n.language)],
        ["people", count(data.people, i18n.language)],
        ["departments", count(data.departments, i18n.language)],
        ...Object.entries(data.authentication ?? {}).map(([name, value]): [string, string] => [
          name,
          name === "level" ? t(`settings.level.${value}`, { defaultValue: String(value) }) : String(value),
        ]),
      ]
    : [];
  return (
    <>
      <h2 className="oc-h3">{t("settings.organization")}</h2>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={4} height={34} />
      ) : (
        <dl className="oc-kv">
          <dt>{t("settings.fact.name")}</dt>
          <dd>
            {may ? (
              <EditText
                label={t("settings.fact.name")}
                value={data.name}
                maxLength={NAME_MAX}
                onSave={(name) =>
                  name &&
                  act({
                    text: t("done.setting", { label: t("settings.fact.name") }),
                    run: rename(name),
                    undo: rename(data.name),
                  })
                }
              />
            ) : (
              data.name
            )}
          </dd>
          <Appearance logo={data.logo} language={data.language} may={may} />
          <dt>corpId</dt>
          <dd className="ob-mono">{data.corpId}</dd>
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} className="oc-contents">
                  <dt>{t(`settings.fact.${name}`, { defaultValue: name })}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
    </>
  );
}
