import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useUndo } from "../../shared/components/UndoBar";
import { count } from "../../shared/text";
import { moment } from "../parts/format";
import { type AppInfo, type Delivery, type FailedPush, fetchDeliveries, pushAgain } from "./api";
import { DaySaid } from "./DayBars";
import { median } from "./day";

const REFETCH_MILLIS = 10_000;
/** Ids of an event that stand in the list. */
const NAMED_MAX = 3;

interface Row {
  number: number;
  index: number;
  kind: string;
  /** When it ended. */
  at: number;
  taken: boolean;
  again: boolean;
  attempts: number;
  tookMs?: number;
  reason?: string;
  about?: string;
}

/** What ended lately, and what was given up before and not sent again since; the newest first. */
function rowsOf(deliveries: readonly Delivery[], pushes: readonly FailedPush[]): Row[] {
  const of = ({ number, index }: { number: number; index: number }) => `${number}:${index}`;
  const lost = new Map(pushes.map((push) => [of(push), push]));
  const listed = new Set(deliveries.map(of));
  const known = deliveries.map((one): Row => {
    const push = lost.get(of(one));
    return { ...one, about: push && about(push) };
  });
  const older = pushes
    .filter((push) => !listed.has(of(push)))
    .map((push): Row => ({ ...push, at: push.failedAt, taken: false, again: false, attempts: 0, about: about(push) }));
  return [...known, ...older].sort((one, other) => other.at - one.at);
}

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
    queryFn: () => fetchDeliveries(app.appKey),
    refetchInterval: REFETCH_MILLIS,
    retry: false,
  });
  const again = async (push: Row) => {
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
  const rows = data ? rowsOf(data.deliveries, data.pushes) : [];
  const { paused, failed, lag } = data?.push ?? {};
  const middle = data && median(data.deliveries);
  return (
    <section className="oc-deliveries" aria-label={t("delivery.title")}>
      <div className="oc-filters">
        <strong>{t("delivery.title")}</strong>
        {data && <span className="oc-tag-line">{t(`delivery.channel.${way}`)}</span>}
        {data && way !== "none" && (
          <span className="oc-delivery" data-state={failed ? "failed" : lag || paused ? "waiting" : "delivered"}>
            <i aria-hidden="true" />
            {lag
              ? t("delivery.queue", { count: lag })
              : failed
                ? t("events.failed", { count: failed })
                : t("delivery.upToDate")}
            {paused && ` · ${t("delivery.paused")}`}
          </span>
        )}
        {middle !== undefined && (
          <span className="ob-3 ob-sm oc-nowrap" title={t("delivery.middleMore")}>
            {t("delivery.middle", { ms: count(middle, i18n.language) })}
          </span>
        )}
        <span className="ob-3 ob-sm ob-ell oc-wide">{t("delivery.fact")}</span>
      </div>
      {data && way !== "none" && <DaySaid hours={data.push.hours} />}
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows height={40} rows={3} />
      ) : rows.length === 0 ? (
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
            {rows.map((row) => (
              <tr key={`${row.number}-${row.index}-${row.at}`}>
                <td className="ob-mono ob-ell">{row.kind}</td>
                <td className="ob-ell oc-hide-narrow">{row.about}</td>
                <td className="ob-mono ob-3 oc-hide-narrow">#{row.number.toLocaleString(i18n.language)}</td>
                <td className="ob-3 oc-hide-narrow">{moment(row.at, i18n.language)}</td>
                <td>
                  <span className={row.taken ? "ob-3" : "oc-delivery"} data-state={row.taken ? undefined : "failed"}>
                    {!row.taken && <i aria-hidden="true" />}
                    {t(row.taken ? "delivery.delivered" : "delivery.failed")}
                    {row.again && ` · ${t("delivery.byHand")}`}
                  </span>
                  <span className="ob-3 ob-sm ob-ell oc-block" title={row.reason}>
                    {[
                      row.attempts > 1 && t("delivery.attempts", { count: row.attempts }),
                      row.tookMs !== undefined && `${row.tookMs} ms`,
                      row.reason,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </td>
                <td className="oc-td-number">
                  <Button size="small" icon={<Icon name="redo" size="small" />} onClick={() => again(row)}>
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
