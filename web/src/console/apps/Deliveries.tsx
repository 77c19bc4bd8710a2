import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { moment } from "../parts/format";
import { type AppInfo, fetchDeliveries, sendAgain } from "./api";
import { DeliveryState } from "./DeliveryState";

const REFETCH_MILLIS = 10_000;

/** What an app was told, and what it was not. */
export function Deliveries({ app }: { app: AppInfo }) {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { data, error, refetch } = useQuery({
    queryKey: ["deliveries", app.appKey],
    queryFn: () => fetchDeliveries(app.appKey),
    refetchInterval: REFETCH_MILLIS,
    retry: false,
  });
  return (
    <section className="oc-deliveries" aria-label={t("delivery.title")}>
      <div className="oc-filters">
        <strong>{t("delivery.title")}</strong>
        {data && <span className="oc-tag-line">{t(`delivery.channel.${data.channel}`)}</span>}
        <span className="ob-3 ob-sm ob-ell">{t("delivery.fact")}</span>
        {data?.paused && <span className="ob-tag ob-tag-warning">{t("delivery.paused")}</span>}
        {data?.waiting ? <span className="ob-3 ob-sm">{t("delivery.queue", { count: data.waiting })}</span> : null}
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows height={40} rows={3} />
      ) : data.deliveries.length === 0 ? (
        <EmptyState title={t(data.channel === "none" ? "delivery.noChannel" : "delivery.none")}>
          {t(data.channel === "none" ? "delivery.noChannelMore" : "delivery.noneMore")}
        </EmptyState>
      ) : (
        <table className="oc-list">
          <thead>
            <tr>
              <th>{t("delivery.event")}</th>
              <th className="oc-hide-narrow">{t("delivery.object")}</th>
              <th className="oc-hide-narrow">{t("delivery.number")}</th>
              <th>{t("delivery.result")}</th>
              <th className="oc-hide-narrow">{t("delivery.answer")}</th>
              <th className="oc-td-number oc-hide-narrow">{t("delivery.at")}</th>
              <th>
                <span className="ob-sr">{t("delivery.again")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.deliveries.map((one) => (
              <tr key={one.id}>
                <td className="ob-mono ob-ell">{one.event}</td>
                <td className="ob-ell oc-hide-narrow">{one.object ?? one.objects?.join(", ")}</td>
                <td className="ob-mono ob-3 oc-hide-narrow">
                  {one.number && `#${one.number.toLocaleString(i18n.language)}`}
                </td>
                <td>
                  <DeliveryState delivery={one} />
                </td>
                <td className="ob-mono ob-3 oc-hide-narrow">{one.status}</td>
                <td className="oc-td-number ob-3 oc-hide-narrow">{moment(one.at, i18n.language)}</td>
                <td className="oc-td-number">
                  <Button
                    size="small"
                    type={one.state === "delivered" ? "text" : "default"}
                    icon={<Icon name="redo" size="small" />}
                    onClick={() =>
                      act({ text: t("done.sentAgain", { event: one.event }), run: () => sendAgain(app.appKey, one.id) })
                    }
                  >
                    {t("delivery.again")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
