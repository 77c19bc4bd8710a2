import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { contact } from "../api/own";
import type { StoredRules } from "./DepartmentRules";

/** Whether the main department decides where somebody is in several. */
export function Priority({ stored, error, retry }: { stored?: StoredRules; error: unknown; retry: () => unknown }) {
  const { t } = useTranslation("console");
  const act = useAct();
  if (error) return <ErrorState error={error} retry={retry} />;
  if (!stored) return <SkeletonRows rows={1} />;
  const turn = (enable: boolean) => () => contact("POST", "depts/settings/priorities", { enable });
  return (
    <div className="oc-page-narrow">
      <div className="oc-switch-row">
        <span className="ob-grow">
          <strong className="oc-block">{t("priority.title")}</strong>
          <span className="ob-3 ob-sm">{t("priority.more")}</span>
        </span>
        <Switch
          checked={stored.priority}
          aria-label={t("priority.title")}
          onChange={(on) =>
            act({ text: t(on ? "done.priorityOn" : "done.priorityOff"), run: turn(on), undo: turn(!on) })
          }
        />
      </div>
    </div>
  );
}
