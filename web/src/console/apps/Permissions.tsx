import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useChangeApp } from "./AppPage";
import type { AppInfo } from "./api";
import { POINTS } from "./permissions";

/** What an app may call; each point acts at once, also for tokens that are out. */
export function Permissions({ app }: { app: AppInfo }) {
  const { t } = useTranslation("console");
  const change = useChangeApp(app);
  const others = app.permissions.filter((point) => !(POINTS as readonly string[]).includes(point));
  return (
    <ul className="oc-rows oc-page-narrow">
      {[...POINTS, ...others].map((point) => {
        const on = app.permissions.includes(point);
        return (
          <li key={point} className="oc-card-row">
            <span className="ob-grow">
              <span className="oc-block">{t(`point.${point.replaceAll(".", "_")}`, { defaultValue: point })}</span>
              <code className="ob-mono ob-3 ob-sm">{point}</code>
            </span>
            <Switch
              checked={on}
              aria-label={point}
              onChange={() =>
                change(t("app.tab.permissions"), {
                  permissions: on ? app.permissions.filter((one) => one !== point) : [...app.permissions, point],
                })
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
