import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useUndo } from "../../shared/components/UndoBar";
import { moment } from "../parts/format";
import { type AppInfo, type FailedPush, fetchPush, pushAgain } from "./api";

const REFETCH_MILLIS = 10_000;
/** Ids of an event that stand in the list. */
const NAMED_MAX = 3;

/** Whom or what an event is about. */
function about({ data }: FailedPush): string {
  const lists = ["userId", "deptId", "userIds", "deptIds"].flatMap((name) => data[name] ?? []);
  return lists.slice(0, NAMED_MAX).map(String).join(", ");
}

/** How an app is told what happens, and what it was not told. */
export function Deliveries({ app }: { app: AppInfo }) {
  const { t, i18n } = useTranslation("console");
  const { message } = App.useApp();
  const tell = useUndo();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["deliveries", app.appKey],
    queryFn: () => fetchPush(app.appKey),
    refetchInterval: REFETCH_MILLIS,
    retry: false,
  });
  const again = async (push: FailedPush) => {
    try {
      const { taken, reason } = await pushAgain(app.appKey, push);
      if (taken) tell({ text: t("done.sentAgain", { event: push.kind }) });
      else message.error({ content: t("delivery.notTaken", { reason: reason ?? "" }), duration: 8 });
    } catch (refused) {
      message.error(sentence(refused));
    }
    await queries.invalidateQueries({ queryKey: ["deliveries", app.appKey] });
  };
  const way = data?.push.way ?? "none";
  return (
    <section className="oc-deliveries" aria-label={t("delivery.title")}>
      <div className="oc-filters">
        <strong>{t("delivery.title")}</strong>
        {data && <span className="oc-tag-line">{t(`delivery.channel.${way}`)}</span>}
        {data && way !== "none" && (
          <span
            className="oc-delivery"
            data-state={data.push.failed ? "failed" : data.push.lag ? "waiting" : "delivered"}
          >
            <i aria-hidden="true" />
            {data.push.lag ? t("delivery.queue", { count: data.push.lag }) : t("delivery.upToDate")}
          </span>
        )}
        <span className="ob-3 ob-sm ob-ell oc-wide">{t("delivery.fact")}</span>
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows height={40} rows={3} />
      ) : data.pushes.length === 0 ? (
        <EmptyState title={t(way === "none" ? "delivery.noChannel" : "delivery.none")}>
          {t(way === "none" ? "delivery.noChannelMore" : "delivery.noneMore")}
        </EmptyState>
      ) : (
        <table className="oc-list">
          <thead>
            <tr>
              <th>{t("delivery.event")}</th>
              <th className="oc-hide-narrow">{t("delivery.object")}</th>
              <th className="oc-hide-narrow">{t("delivery.number")}</th>
              <th className="oc-hide-narrow">{t("delivery.at")}</th>
              <th>{t("delivery.result")}</th>
              <th>
                <span className="ob-sr">{t("delivery.again")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.pushes.map((push) => (
              <tr key={`${push.number}-${push.index}`}>
                <td className="ob-mono ob-ell">{push.kind}</td>
                <td className="ob-ell oc-hide-narrow">{about(push)}</td>
                <td className="ob-mono ob-3 oc-hide-narrow">#{push.number.toLocaleString(i18n.language)}</td>
                <td className="ob-3 oc-hide-narrow">{moment(push.at, i18n.language)}</td>
                <td>
                  <span className="oc-delivery" data-state="failed">
                    <i aria-hidden="true" />
                    {t("delivery.failedAt", { when: moment(push.failedAt, i18n.language) })}
                  </span>
                </td>
                <td className="oc-td-number">
                  <Button size="small" icon={<Icon name="redo" size="small" />} onClick={() => again(push)}>
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
