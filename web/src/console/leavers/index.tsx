import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { phone } from "../../shared/text";
import { useAct } from "../api/act";
import { legacy, own, read } from "../api/own";
import type { DeptRef } from "../api/types";
import { moment } from "../parts/format";
import { ListSearch } from "../parts/ListSearch";
import { More } from "../parts/More";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useAsked } from "../parts/useSize";
import { PageBar } from "../shell/PageBar";

interface Leaver {
  userId: string;
  name: string;
  mobile?: string;
  title?: string;
  jobNumber?: string;
  departments: DeptRef[];
  leftAt: number;
  reason: "app" | "administrator" | "self" | "account" | "unknown";
  /** Whether somebody has the userid again. */
  returned: boolean;
  restorable: boolean;
}

const WINDOWS = [30, 90, 365] as const;
const PAGE = 50;

/** Somebody as the person was, with a way back. */
function LeaverView({ leaver, side }: { leaver: Leaver; side: ReturnType<typeof useList>["side"] }) {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const navigate = useNavigate();
  const path = `console/leavers/${encodeURIComponent(leaver.userId)}`;
  const restore = async () => {
    const done = await act({
      text: t("done.restored", { name: leaver.name }),
      run: () => own("POST", `${path}/restore`, { leftAt: leaver.leftAt }),
      undo: () => legacy("/topapi/v2/user/delete", { userid: leaver.userId }),
    });
    if (done) navigate(`/console/members?person=${encodeURIComponent(leaver.userId)}`);
  };
  const facts: [string, string | undefined][] = [
    [t("leaver.at"), moment(leaver.leftAt, i18n.language)],
    [t("leaver.reason"), t(`leaver.reasons.${leaver.reason}`)],
    [t("member.mobile"), leaver.mobile && phone(leaver.mobile)],
    [t("member.title"), leaver.title],
    [t("member.job_number"), leaver.jobNumber],
    [t("member.departments"), leaver.departments.map((one) => one.name).join(t("comma"))],
    ["userid", leaver.userId],
  ];
  return (
    <Side
      {...side}
      stepped
      title={t("leaver.of", { name: leaver.name })}
      second={[leaver.title, leaver.departments[0]?.name].filter(Boolean).join(" · ")}
      mark={<PersonMark userId={leaver.userId} name={leaver.name} size={40} />}
      footer={
        <div className="ob-flex">
          <span className="ob-grow ob-3 ob-sm">
            {!leaver.restorable && t(leaver.returned ? "leaver.returned" : "leaver.notRestorable")}
          </span>
          <Button type="primary" disabled={!leaver.restorable} onClick={restore}>
            {t("leaver.restore")}
          </Button>
        </div>
      }
    >
      <dl className="oc-kv">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="oc-contents">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Side>
  );
}

/** Who left, and what they left behind. */
export function Component() {
  const { t, i18n } = useTranslation("console");
  const { get, set } = useAddress();
  const days = Number(get("days")) || 90;
  const q = useAsked((get("q") ?? "").trim());
  const query = useInfiniteQuery({
    queryKey: ["leavers", days, q],
    queryFn: ({ pageParam }) =>
      read<{ leavers: Leaver[]; nextCursor?: string }>("console/leavers", {
        from: Date.now() - days * 86_400_000,
        q,
        cursor: pageParam,
        size: PAGE,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  const leavers = query.data?.pages.flatMap((page) => page.leavers) ?? [];
  const chosen = leavers.find((one) => one.userId === get("person"));
  const list = useList({
    ids: leavers.map((one) => one.userId),
    open: chosen?.userId,
    onOpen: (id, replace) => set({ person: id }, replace),
    onClose: () => set({ person: undefined }),
  });
  return (
    <>
      <PageBar title={t("page.leavers")} />
      <div className="oc-body">
        <section className="oc-pane" aria-label={t("page.leavers")}>
          <div className="oc-filters oc-wrap">
            <Segmented
              aria-label={t("leaver.window")}
              value={days}
              onChange={(value) => set({ days: value === 90 ? undefined : value })}
              options={WINDOWS.map((value) => ({ value, label: t("leaver.days", { count: value }) }))}
            />
            <ListSearch label={t("leaver.search")} />
          </div>
          <div className="ob-scroll">
            {query.error ? (
              <ErrorState error={query.error} retry={query.refetch} />
            ) : query.isPending ? (
              <SkeletonRows />
            ) : leavers.length === 0 ? (
              <EmptyState title={t(q ? "leaver.noneFound" : "leaver.none")}>{t("leaver.noneMore")}</EmptyState>
            ) : (
              <ul className="oc-rows">
                {leavers.map((one) => (
                  <li key={`${one.userId}-${one.leftAt}`} {...list.row(one.userId)}>
                    <button type="button" className="oc-line-row" {...list.opens(one.userId)}>
                      <PersonName
                        person={one}
                        size={36}
                        second={[one.title, one.departments[0]?.name].filter(Boolean).join(" · ")}
                      />
                      <span className="ob-3 ob-sm">{moment(one.leftAt, i18n.language)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            <More of={query} />
          </div>
        </section>
        {chosen && <LeaverView key={chosen.userId} leaver={chosen} side={list.side} />}
      </div>
    </>
  );
}
