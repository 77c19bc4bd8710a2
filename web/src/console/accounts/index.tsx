import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { read } from "../api/own";
import type { MemberPage } from "../api/types";
import { StateWord } from "../members/MemberTable";
import { ListSearch } from "../parts/ListSearch";
import { More } from "../parts/More";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useAsked } from "../parts/useSize";
import { PageBar } from "../shell/PageBar";
import { Account } from "./Account";
import { Convert } from "./Convert";
import { GrantDrawer, Grants, NEW } from "./Grants";

const PAGE = 50;

/** Accounts that belong to an organization, this one or another. */
function Accounts() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const q = useAsked((get("q") ?? "").trim());
  const query = useInfiniteQuery({
    queryKey: ["members", "accounts", q],
    queryFn: ({ pageParam }) =>
      read<MemberPage>("console/members", { state: "account", q, offset: pageParam, size: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const next = pages.length * PAGE;
      return next < page.rowCount ? next : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const people = query.data?.pages.flatMap((page) => page.members) ?? [];
  return (
    <>
      <div className="oc-filters oc-wrap">
        <ListSearch label={t("account.search")} />
      </div>
      {query.error ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : query.isPending ? (
        <SkeletonRows />
      ) : people.length === 0 ? (
        <EmptyState title={t(q ? "account.noneFound" : "account.none")}>{t("account.noneMore")}</EmptyState>
      ) : (
        <ul className="oc-rows">
          {people.map((one) => (
            <li key={one.userId}>
              <button type="button" className="oc-line-row" onClick={() => set({ account: one.userId })}>
                <PersonName
                  person={one}
                  size={36}
                  badges={<span className="oc-tag-line">{t(`member.kinds.${one.accountKind}`)}</span>}
                />
                <StateWord member={one} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <More of={query} />
    </>
  );
}

/** Accounts of the organization, and the organizations that may do something with them. */
export function Component() {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const { get, set } = useAddress();
  const [converted, setConverted] = useState<{ id: string; name: string }>();
  const isOthers = get("tab") === "others";
  const chosen = get("account");
  return (
    <>
      <PageBar title={t("page.accounts")} fact={t("account.fact")}>
        {isOthers ? (
          <Button
            type="primary"
            size="small"
            icon={<Icon name="plus" size="small" />}
            onClick={() => set({ grant: NEW })}
          >
            {t("account.allowOther")}
          </Button>
        ) : (
          <>
            <Picker kinds={["person"]} onPick={setConverted}>
              <Button size="small">{t("account.convertSomebody")}</Button>
            </Picker>
            <Button
              type="primary"
              size="small"
              icon={<Icon name="plus" size="small" />}
              onClick={() => navigate("/console/members?add=1")}
            >
              {t("account.new")}
            </Button>
          </>
        )}
      </PageBar>
      <TabBar
        value={isOthers ? "others" : "accounts"}
        onChange={(next) => set({ tab: next === "others" ? next : undefined, account: undefined, grant: undefined })}
        items={["accounts", "others"].map((key) => ({ key, label: t(`account.tab.${key}`) }))}
      />
      <div className="ob-scroll">{isOthers ? <Grants /> : <Accounts />}</div>
      {chosen && <Account key={chosen} userId={chosen} onClose={() => set({ account: undefined })} />}
      <GrantDrawer />
      {converted && (
        <Convert
          key={converted.id}
          person={{ userId: converted.id, name: converted.name }}
          onClose={() => setConverted(undefined)}
          onDone={() => set({ account: converted.id })}
        />
      )}
    </>
  );
}
