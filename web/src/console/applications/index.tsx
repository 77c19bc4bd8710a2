import { useInfiniteQuery } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { count, phone } from "../../shared/text";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { forEach } from "../members/writes";
import { Chip } from "../parts/Chip";
import { ago, moment } from "../parts/format";
import { More } from "../parts/More";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { usePower } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { Approve } from "./Approve";
import { HowToJoin } from "./HowToJoin";
import { Invite } from "./Invite";
import type { Application, Listed } from "./types";

const STATES = ["pending", "done", "blocked"] as const;
const PAGE = 100;

/** Says no to somebody. Nobody can take that back, so it names whom it concerns, and asks. */
function useDecline({ id, name, mobile }: Application) {
  const { t } = useTranslation("console");
  const { modal } = App.useApp();
  const act = useAct();
  return (how: "reject" | "block") =>
    modal.confirm({
      title: t(`application.${how}Sure`, { name }),
      content: t(`application.${how}Loss`, { mobile: phone(mobile) }),
      okText: t(`application.${how}`),
      okButtonProps: { danger: true },
      onOk: () =>
        act({
          text: t(how === "reject" ? "done.rejected" : "done.blocked", { name }),
          run: () => own("POST", `console/applications/${encodeURIComponent(id)}/${how}`, {}),
        }),
    });
}

function Waiting({
  one,
  row,
  opens,
  selected,
  onSelect,
}: {
  one: Application;
  row: object;
  opens: object;
  selected: boolean;
  onSelect: (on: boolean) => void;
}) {
  const { t, i18n } = useTranslation("console");
  const decline = useDecline(one);
  return (
    <li className="oc-card-row oc-wrap" {...row}>
      <input
        type="checkbox"
        className="oc-tick"
        checked={selected}
        aria-label={t("member.tick", { name: one.name })}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <PersonMark userId={one.id} name={one.name} size={36} />
      <span className="ob-grow">
        <span className="ob-person-1">
          <strong className="ob-ell">{one.name}</strong>
          <span className="ob-2 ob-sm oc-nowrap">{phone(one.mobile)}</span>
          {!one.verified && <span className="ob-tag ob-tag-warning">{t("application.unverified")}</span>}
        </span>
        <span className="ob-person-2 ob-ell">
          {[
            one.greeting && t("quoted", { text: one.greeting }),
            one.inviterName && t("application.invitedBy", { name: one.inviterName }),
            ago(one.appliedAt, i18n.language),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <span className="oc-row-acts">
        {one.deptId && <Chip kind="department" id={String(one.deptId)} name={one.deptName ?? String(one.deptId)} />}
        <Button className="oc-touch" size="small" {...opens}>
          {t("application.approve")}
        </Button>
        <Button className="oc-touch" size="small" onClick={() => decline("reject")}>
          {t("application.reject")}
        </Button>
        <Button className="oc-touch" size="small" type="text" danger onClick={() => decline("block")}>
          {t("application.block")}
        </Button>
      </span>
    </li>
  );
}

function Applications() {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { get, set } = useAddress();
  const state = get("state") ?? "pending";
  const [ticked, setTicked] = useState(new Set<string>());
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["applications", state],
    queryFn: ({ pageParam }) =>
      read<{ applications: Listed[]; pending: number; nextCursor?: string }>("console/applications", {
        state,
        cursor: pageParam,
        size: PAGE,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  const listed = data?.pages.flatMap((page) => page.applications) ?? [];
  const waiting = listed.flatMap((one) => (one.application && one.state === "pending" ? [one.application] : []));
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  // Somebody who is let in is named in the address, so that a colleague can be asked about exactly this one.
  const approving = waiting.find((one) => one.id === get("application"));
  const list = useList({
    ids: waiting.map((one) => one.id),
    open: approving?.id,
    onOpen: (application, replace) => set({ application }, replace),
    onClose: () => set({ application: undefined }),
  });
  useKeys({ x: () => list.current && tick(list.current, !ticked.has(list.current)) });
  const chosen = waiting.filter((one) => ticked.has(one.id));
  const pending = data?.pages[0]?.pending;
  const label = (value: (typeof STATES)[number]) =>
    [t(`application.states.${value}`), value === "pending" && pending !== undefined && count(pending, i18n.language)]
      .filter((part) => part !== false)
      .join(" ");
  const approveAll = (deptId: string) =>
    act({
      text: t("done.approvedMany", { count: chosen.length }),
      run: () =>
        forEach(chosen, (one) =>
          own("POST", `console/applications/${encodeURIComponent(one.id)}/approve`, { deptIds: [idOf(deptId)] }),
        ),
    }).then(() => setTicked(new Set()));
  return (
    <div className="oc-body">
      <section className="oc-pane" aria-label={t("application.tab.waiting")}>
        <div className="oc-filters">
          <Segmented
            aria-label={t("application.state")}
            value={state as (typeof STATES)[number]}
            options={STATES.map((value) => ({ value, label: label(value) }))}
            onChange={(value) => set({ state: value === "pending" ? undefined : value, application: undefined })}
          />
          <span className="ob-grow" />
          {chosen.length > 0 && (
            <Picker kinds={["department"]} onPick={(picked) => approveAll(picked.id)}>
              <Button size="small" type="primary">
                {t("application.approveMany", { count: chosen.length })}
              </Button>
            </Picker>
          )}
        </div>
        <div className="ob-scroll">
          {error ? (
            <ErrorState error={error} retry={refetch} />
          ) : !data ? (
            <SkeletonRows height={56} />
          ) : listed.length === 0 ? (
            <EmptyState
              title={t(`application.none.${state}`)}
              action={<Button onClick={() => set({ tab: "invite" })}>{t("invite.title")}</Button>}
            >
              {t("application.noneMore")}
            </EmptyState>
          ) : (
            <ul className="oc-rows">
              {listed.map((one, at) => {
                const { application } = one;
                if (application && one.state === "pending") {
                  return (
                    <Waiting
                      key={application.id}
                      one={application}
                      selected={ticked.has(application.id)}
                      row={list.row(application.id)}
                      onSelect={(on) => tick(application.id, on)}
                      opens={list.opens(application.id)}
                    />
                  );
                }
                return (
                  <li key={application?.id ?? `${one.mobile}-${at}`} className="oc-card-row">
                    <PersonMark
                      userId={one.userId ?? one.mobile ?? ""}
                      name={one.name ?? application?.name}
                      size={36}
                    />
                    <span className="ob-grow">
                      <strong className="ob-ell oc-block">{one.name ?? application?.name}</strong>
                      <span className="ob-person-2">{phone(one.mobile ?? application?.mobile ?? "")}</span>
                    </span>
                    <span className="ob-tag">{t(`application.ended.${one.state}`)}</span>
                    <span className="ob-3 ob-sm">{moment(one.decidedAt, i18n.language)}</span>
                    {one.userId && (
                      <a href={`/console/members?person=${encodeURIComponent(one.userId)}`}>{t("open")}</a>
                    )}
                  </li>
                );
              })}
            </ul>
          )}
          <More of={{ hasNextPage, fetchNextPage }} />
        </div>
      </section>
      {approving && <Approve key={approving.id} one={approving} side={list.side} />}
    </div>
  );
}

const TABS = { waiting: Applications, invite: Invite, settings: HowToJoin };

/** Who asks to join, who was invited, and how people may come. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const tab = (get("tab") ?? "waiting") as keyof typeof TABS;
  const { whole } = usePower();
  // How people may come is set for the organization as a whole.
  const names = Object.keys(TABS).filter((key) => whole || key !== "settings");
  const Tab = names.includes(tab) ? TABS[tab] : Applications;
  return (
    <>
      <PageBar title={t("page.applications")} />
      <TabBar
        value={tab}
        onChange={(next) =>
          set({ tab: next === "waiting" ? undefined : next, state: undefined, application: undefined })
        }
        items={names.map((key) => ({ key, label: t(`application.tab.${key}`) }))}
      />
      {Tab === Applications ? (
        <Tab />
      ) : (
        <div className="ob-scroll">
          <Tab />
        </div>
      )}
    </>
  );
}
