import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { fetchApps, fetchDeliveries } from "../apps/api";
import { DeliveryState } from "../apps/DeliveryState";
import { moment } from "../parts/format";
import type { TabProps } from "./TabProfile";

/** What apps were told of a person. */
export function TabEvents({ person }: TabProps) {
  const { t, i18n } = useTranslation("console");
  const { data, error, refetch } = useQuery({
    queryKey: ["personEvents", person.userId],
    queryFn: async () => {
      const apps = await fetchApps();
      const told = await Promise.all(apps.map(async (app) => ({ app, ...(await fetchDeliveries(app.appKey)) })));
      return told.flatMap(({ app, deliveries }) =>
        deliveries.filter((one) => one.objects?.includes(person.userId)).map((one) => ({ ...one, app })),
      );
    },
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows height={44} rows={3} />;
  if (data.length === 0) return <EmptyState title={t("events.none")}>{t("events.noneMore")}</EmptyState>;
  return (
    <section className="oc-group">
      <div className="oc-card">
        {data.map((one) => (
          <div key={`${one.app.appKey}-${one.id}`} className="oc-card-row">
            <span className="ob-grow">
              <span className="ob-mono ob-ell oc-block">{one.event}</span>
              <span className="ob-3 ob-sm">{one.app.name}</span>
            </span>
            <DeliveryState delivery={one} />
            <span className="ob-3 ob-sm">{moment(one.at, i18n.language)}</span>
          </div>
        ))}
      </div>
    </section>
  );
}
