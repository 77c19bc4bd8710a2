import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { fetchApps, fetchPush } from "../apps/api";
import { moment } from "../parts/format";
import type { TabProps } from "./TabProfile";

/** Apps that are asked: what more there are stands on their own pages. */
const APPS_MAX = 20;

/** What apps were not told of a person. What they were told stands in the history: each entry goes to every app. */
export function TabEvents({ person }: TabProps) {
  const { t, i18n } = useTranslation("console");
  const { data, error, refetch } = useQuery({
    queryKey: ["personEvents", person.userId],
    queryFn: async () => {
      const told = (await fetchApps()).apps;
      const apps = told.filter((app) => app.callback || app.streamSince).slice(0, APPS_MAX);
      const pushed = await Promise.all(apps.map(async (app) => ({ app, ...(await fetchPush(app.appKey)) })));
      return pushed.map(({ app, push, pushes }) => {
        const named = pushes.filter(({ data }) => [data.userId ?? []].flat().includes(person.userId));
        return { app, push, named };
      });
    },
    retry: false,
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows height={44} rows={3} />;
  if (data.length === 0) return <EmptyState title={t("events.none")}>{t("events.noneMore")}</EmptyState>;
  return (
    <section className="oc-group">
      <div className="oc-card">
        {data.map(({ app, push, named }) => (
          <div key={app.appKey} className="oc-card-row">
            <span className="ob-grow">
              <Link to={`/console/apps?app=${encodeURIComponent(app.appKey)}`}>{app.name}</Link>
              {named.map((one) => (
                <span key={`${one.number}-${one.index}`} className="ob-3 ob-sm oc-block">
                  <code className="ob-mono">{one.kind}</code> {moment(one.failedAt, i18n.language)}
                </span>
              ))}
            </span>
            <span className="oc-delivery" data-state={named.length ? "failed" : push.lag ? "waiting" : "delivered"}>
              <i aria-hidden="true" />
              {named.length
                ? t("events.failed", { count: named.length })
                : push.lag
                  ? t("delivery.queue", { count: push.lag })
                  : t("delivery.upToDate")}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
