import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { SwitchRow } from "../members/DepartmentSettings";
import { ALWAYS, FLAGS, putJoining, useJoining } from "./joining";
import { Qr } from "./Qr";

/** The switches that say how people may come. */
export function HowToJoin() {
  const { t } = useTranslation("console");
  const act = useAct();
  const { message } = App.useApp();
  const take = async (text: string) => message.info(t((await copy(text)) ? "copied" : "copyFailed"));
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
      <dl className="oc-kv oc-hint">
        <dt>{t("joining.code")}</dt>
        <dd className="ob-flex">
          <span className="ob-mono">{data.organizationCode}</span>
          <IconButton
            small
            icon="copy"
            label={`${t("copy")} ${t("joining.code")}`}
            onClick={() => take(data.organizationCode)}
          />
        </dd>
      </dl>
      {data.inviteUrl && (
        <div className="oc-card oc-invite">
          {data.inviteQrSvg && <Qr svg={data.inviteQrSvg} label={t("joining.qr")} />}
          <span className="ob-grow">
            <strong className="oc-block">{t("joining.link")}</strong>
            <span className="ob-3 ob-sm oc-block">{t("joining.linkMore")}</span>
            <code className="ob-mono oc-secret oc-block">{data.inviteUrl}</code>
            <Button size="small" onClick={() => take(data.inviteUrl ?? "")}>
              {t("copy")}
            </Button>
          </span>
        </div>
      )}
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
