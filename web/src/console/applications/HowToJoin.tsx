import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { SwitchRow } from "../members/DepartmentSettings";
import { ALWAYS, FLAGS, putJoining, useJoining } from "./joining";

/** The switches that say how people may come. */
export function HowToJoin() {
  const { t } = useTranslation("console");
  const act = useAct();
  const { data, error, refetch } = useJoining();
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={6} height={44} />;
  return (
    <div className="oc-page-narrow">
      {FLAGS.map((flag) => (
        <SwitchRow
          key={flag}
          label={t(`joining.${flag}`)}
          more={t(`joining.${flag}_more`)}
          on={data[flag]}
          disabled={!ALWAYS.includes(flag) && !data.inviteSwitch}
          onChange={(on) =>
            act({
              text: t("done.setting", { label: t(`joining.${flag}`) }),
              run: putJoining({ [flag]: on }),
              undo: putJoining({ [flag]: !on }),
            })
          }
        />
      ))}
      <dl className="oc-kv">
        <dt>{t("joining.code")}</dt>
        <dd className="ob-mono">{data.organizationCode}</dd>
        {data.inviteUrl && (
          <>
            <dt>{t("joining.link")}</dt>
            <dd className="ob-mono">{data.inviteUrl}</dd>
          </>
        )}
      </dl>
      <Button
        danger
        type="text"
        onClick={() => act({ text: t("done.linksReset"), run: putJoining({ resetLinks: true }) })}
      >
        {t("joining.reset")}
      </Button>
    </div>
  );
}
