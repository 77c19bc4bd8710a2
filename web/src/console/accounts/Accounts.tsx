import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { ListSearch } from "../parts/ListSearch";
import { More } from "../parts/More";
import { StateWord } from "../parts/StateWord";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useAsked } from "../parts/useSize";
import { Account } from "./Account";
import { ACCOUNTS_PAGE, type AccountRow, fetchAccounts, STATES } from "./api";
import { GrantSide } from "./Grants";

function Row({ one }: { one: AccountRow }) {
  const { t } = useTranslation("console");
  return (
    <>
      <span className="oc-col-name">
        <PersonName
          person={one}
          size={36}
          second={[one.title, one.departments[0]?.name].filter(Boolean).join(" · ")}
          badges={<span className="oc-tag-line">{t(`member.kinds.${one.kind}`)}</span>}
        />
      </span>
      <span className="ob-3 ob-sm ob-mono ob-ell oc-hide-narrow">{one.loginId}</span>
      <span className="ob-3 ob-sm ob-ell oc-hide-narrow">
        {one.ownerName ? t("account.keptBy", { name: one.ownerName }) : one.disabled && one.reason}
      </span>
      <span className="ob-sm oc-nowrap">
        <StateWord member={one} />
      </span>
    </>
  );
}

/** Accounts that belong to an organization, this one or another. */
export function Accounts() {
  const { t, i18n } = useTranslation("console");
  const { get, set } = useAddress();
  const state = STATES.find((one) => one === get("state")) ?? "all";
  const q = useAsked((get("q") ?? "").trim());
  const query = useInfiniteQuery({
    queryKey: ["accounts", state, q],
    queryFn: ({ pageParam, signal }) => fetchAccounts({ state, q, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const next = pages.length * ACCOUNTS_PAGE;
      return next < page.rowCount ? next : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const people = query.data?.pages.flatMap((page) => page.accounts) ?? [];
  const counts = query.data?.pages[0]?.counts;
  const [chosen, grant] = [get("account"), get("grant")];
  // What is granted from an account's own page stands over it, and closes first.
  const closeGrant = () => set({ grant: undefined, dept: undefined });
  const list = useList({
    ids: people.map((one) => one.userId),
    open: chosen,
    onOpen: (account, replace) => set({ account, grant: undefined, dept: undefined }, replace),
    onClose: () => (grant ? closeGrant() : set({ account: undefined })),
  });
  const label = (one: (typeof STATES)[number]) =>
    [t(`account.states.${one}`), counts && count(counts[one], i18n.language)].filter(Boolean).join(" ");
  return (
    <div className="oc-body">
      <section className="oc-pane" aria-label={t("page.accounts")}>
        <div className="oc-filters oc-wrap">
          <Segmented
            aria-label={t("member.filter")}
            value={state}
            options={STATES.map((value) => ({ value, label: label(value) }))}
            onChange={(value) => set({ state: value === "all" ? undefined : value })}
          />
          <ListSearch label={t("account.search")} />
        </div>
        <div className="ob-scroll">
          {query.error ? (
            <ErrorState error={query.error} retry={query.refetch} />
          ) : query.isPending ? (
            <SkeletonRows />
          ) : people.length === 0 ? (
            <EmptyState title={t(q || state !== "all" ? "account.noneFound" : "account.none")}>
              {t("account.noneMore")}
            </EmptyState>
          ) : (
            <ul className="oc-rows">
              {people.map((one) => (
                <li key={one.userId} {...list.row(one.userId)}>
                  <button type="button" className="oc-line-row oc-cols-account" {...list.opens(one.userId)}>
                    <Row one={one} />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <More of={query} />
        </div>
      </section>
      {grant ? (
        <GrantSide key={grant} chosen={grant} side={{ onClose: closeGrant }} />
      ) : (
        chosen && <Account key={chosen} userId={chosen} side={list.side} />
      )}
    </div>
  );
}
