import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { Side } from "../parts/Side";

interface Settings {
  days?: number;
  installationDays?: number;
}

const PATH = "console/audit-settings";
/** As long as the installation tells it. */
const ALWAYS = 0;
const CHOICES = [30, 90, 180, 365, 730, 1095, 1825, 3650];

/** For how long the log is told, and what that means. */
export function Keep({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["console", "log"]);
  const act = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["auditSettings"], queryFn: () => read<Settings>(PATH) });
  const bound = data?.installationDays;
  const said = (days: number) => {
    if (days !== ALWAYS) return t("log:keep.days", { count: days });
    return bound === undefined ? t("log:keep.always") : t("log:keep.installation", { count: bound });
  };
  const chosen = data?.days ?? ALWAYS;
  const others = [...new Set([...CHOICES, chosen])].filter((days) => days > ALWAYS && days <= (bound ?? days));
  const offered = [ALWAYS, ...others.sort((one, other) => one - other)];
  const put = (days: number) => () => own("PUT", PATH, { days });
  return (
    <Side title={t("log:keep.title")} onClose={onClose}>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={2} height={44} />
      ) : (
        <div className="oc-keep">
          <div>
            <span className="oc-h3 oc-block">{t("log:keep.label")}</span>
            <Select
              style={{ width: "100%" }}
              aria-label={t("log:keep.label")}
              value={chosen}
              options={offered.map((value) => ({ value, label: said(value) }))}
              onChange={(days) =>
                act({
                  text: t("log:keep.done", { days: said(days) }),
                  run: put(days),
                  undo: put(chosen),
                })
              }
            />
          </div>
          {(["shown", "stays", "feed"] as const).map((name) => (
            <p key={name} className="ob-2 ob-sm">
              {t(`log:keep.${name}`)}
            </p>
          ))}
        </div>
      )}
    </Side>
  );
}
