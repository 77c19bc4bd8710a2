import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { contact, own, read } from "../api/own";
import { Chip } from "../parts/Chip";
import { moment } from "../parts/format";
import { Picker } from "../parts/Picker";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";

interface Leaver {
  userId: string;
  name: string;
  mobile?: string;
  stateCode?: string;
  leaveTime: string;
  leaveReason?: string;
}

interface Left {
  leaverId?: string;
  userId: string;
  name?: string;
  leftAt?: number;
  restorable?: boolean;
  resources?: Resource[];
}

interface Resource {
  kind: string;
  id?: string;
  name: string;
}

const WINDOWS = [30, 90, 365] as const;
const PAGE = 50;

/** What somebody left behind: each thing goes to somebody. */
function HandOver({ leaver, onClose }: { leaver: Leaver; onClose: () => void }) {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const [receivers, setReceivers] = useState<Record<string, { id: string; name: string }>>({});
  const path = `console/leavers/${encodeURIComponent(leaver.userId)}`;
  const { data, error } = useQuery({
    queryKey: ["leaver", leaver.userId],
    queryFn: () => read<Left>(path),
    retry: false,
  });
  const resources = data?.resources ?? [];
  const chosen = Object.entries(receivers);
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={t("leaver.of", { name: leaver.name })}
      footer={
        <div className="ob-flex">
          <Button
            onClick={async () => {
              if (
                await act({
                  text: t("done.restored", { name: leaver.name }),
                  run: () => own("POST", `${path}/restore`, {}),
                })
              )
                onClose();
            }}
          >
            {t("leaver.restore")}
          </Button>
          <span className="ob-grow" />
          <Button
            type="primary"
            disabled={chosen.length === 0}
            onClick={async () => {
              const handovers = chosen.map(([key, receiver]) => {
                const [kind, id] = key.split("\n");
                return { kind, id: id || undefined, receiverUserId: receiver.id };
              });
              if (
                await act({
                  text: t("done.handedOver", { count: handovers.length }),
                  run: () => own("POST", `${path}/handover`, { handovers }),
                })
              )
                setReceivers({});
            }}
          >
            {t("leaver.handOver")}
          </Button>
        </div>
      }
    >
      <dl className="oc-kv">
        <dt>{t("leaver.at")}</dt>
        <dd>{moment(leaver.leaveTime, i18n.language)}</dd>
        <dt>{t("leaver.reason")}</dt>
        <dd>{leaver.leaveReason || t("leaver.reasonNone")}</dd>
        <dt>userid</dt>
        <dd className="ob-mono">{leaver.userId}</dd>
      </dl>
      <h3 className="oc-h3">{t("leaver.resources")}</h3>
      {error ? (
        <ErrorState error={error} />
      ) : !data ? (
        <SkeletonRows rows={3} height={44} />
      ) : resources.length === 0 ? (
        <p className="ob-note">{t("leaver.nothing")}</p>
      ) : (
        <ul className="oc-rows">
          {resources.map((one) => {
            const key = `${one.kind}\n${one.id ?? ""}`;
            const receiver = receivers[key];
            return (
              <li key={key} className="oc-card-row">
                <span className="ob-grow">
                  {one.name}
                  <span className="ob-3 ob-sm oc-block">
                    {t(`leaver.kind.${one.kind}`, { defaultValue: one.kind })}
                  </span>
                </span>
                {receiver ? (
                  <Chip
                    kind="person"
                    {...receiver}
                    onRemove={() => {
                      const { [key]: _gone, ...rest } = receivers;
                      setReceivers(rest);
                    }}
                  />
                ) : (
                  <Picker
                    kinds={["person"]}
                    label={t("leaver.receiver")}
                    onPick={(picked) => setReceivers({ ...receivers, [key]: picked })}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Drawer>
  );
}

/** Who left, and what they left behind. */
export function Component() {
  const { t, i18n } = useTranslation("console");
  const { get, set } = useAddress();
  const days = Number(get("days")) || 90;
  const query = useInfiniteQuery({
    queryKey: ["leavers", days],
    queryFn: ({ pageParam }) =>
      contact<{ nextToken?: string; records: Leaver[] }>("GET", "empLeaveRecords", undefined, {
        startTime: `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`,
        nextToken: pageParam,
        maxResults: PAGE,
      }),
    initialPageParam: "0" as string | undefined,
    getNextPageParam: (page) => page.nextToken || undefined,
  });
  const leavers = query.data?.pages.flatMap((page) => page.records) ?? [];
  const chosen = leavers.find((one) => one.userId === get("person"));
  return (
    <>
      <PageBar title={t("page.leavers")} />
      <div className="oc-filters">
        <Segmented
          aria-label={t("leaver.window")}
          value={days}
          onChange={(value) => set({ days: value === 90 ? undefined : value })}
          options={WINDOWS.map((value) => ({ value, label: t("leaver.days", { count: value }) }))}
        />
      </div>
      <div className="ob-scroll">
        {query.error ? (
          <ErrorState error={query.error} retry={query.refetch} />
        ) : query.isPending ? (
          <SkeletonRows />
        ) : leavers.length === 0 ? (
          <EmptyState title={t("leaver.none")}>{t("leaver.noneMore")}</EmptyState>
        ) : (
          <ul className="oc-rows">
            {leavers.map((one) => (
              <li key={`${one.userId}-${one.leaveTime}`}>
                <button type="button" className="oc-line-row" onClick={() => set({ person: one.userId })}>
                  <PersonName person={one} size={36} second={one.leaveReason || t("leaver.reasonNone")} />
                  <span className="ob-3 ob-sm">{moment(one.leaveTime, i18n.language)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <div className="oc-centre oc-hint">
            <Button size="small" onClick={() => query.fetchNextPage()}>
              {t("tree.more")}
            </Button>
          </div>
        )}
      </div>
      {chosen && <HandOver leaver={chosen} onClose={() => set({ person: undefined })} />}
    </>
  );
}
