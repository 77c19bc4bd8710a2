import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useChangeApp } from "./AppPage";
import { type AppInfo, mayChange, useApps } from "./api";
import { POINTS } from "./permissions";

/** What an app may call; each point acts at once, also for tokens that are out. */
export function Permissions({ app }: { app: AppInfo }) {
  const { t } = useTranslation(["console", "apps"]);
  const change = useChangeApp(app);
  const may = mayChange(app);
  const beyond = useApps().data?.beyondPoints ?? [];
  const others = app.points.filter((point) => !(POINTS as readonly string[]).includes(point));
  const every: readonly string[] = [...POINTS, ...others];
  const granted = app.allPoints ? every : app.points;
  return (
    <ul className="oc-rows oc-page-narrow">
      {every.map((point) => {
        const on = granted.includes(point);
        return (
          <li key={point} className="oc-card-row">
            <span className="ob-grow">
              <span className="oc-block">{t(`apps:point.${point.replaceAll(".", "_")}`, { defaultValue: point })}</span>
              <code className="ob-mono ob-3 ob-sm">{point}</code>
              {may && beyond.includes(point) && <span className="ob-3 ob-sm oc-block">{t("app.beyondPoint")}</span>}
            </span>
            <Switch
              checked={on}
              disabled={!may || beyond.includes(point)}
              aria-label={point}
              onChange={() =>
                change(t("app.tab.permissions"), {
                  allPoints: false,
                  points: on ? granted.filter((one) => one !== point) : [...granted, point],
                })
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
