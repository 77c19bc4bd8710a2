import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../shared/api/client";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { phone } from "../../shared/text";
import { ListSearch } from "../parts/ListSearch";
import { More } from "../parts/More";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useNamed } from "../parts/useNamed";
import { PageBar } from "../shell/PageBar";
import { useLabels } from "./api";
import { ContactForm } from "./ContactForm";
import { colour } from "./colour";
import { Fields } from "./Fields";
import { Labels } from "./Labels";

interface Contact {
  userid: string;
  name: string;
  mobile: string;
  state_code: string;
  follower_user_id: string;
  label_ids: number[];
  title?: string;
  company_name?: string;
  address?: string;
  remark?: string;
  email?: string;
  share_dept_ids: number[];
  share_user_ids: string[];
}

const PAGE = 100;
/** Contacts that are looked through for what is typed; the server has no search for them all. */
const FILTERED_MAX = 5000;

/** People outside, with their labels, who looks after them, and with whom they are shared. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data: groups } = useLabels();
  const query = useInfiniteQuery({
    queryKey: ["external"],
    queryFn: async ({ pageParam }) =>
      (await call<{ results: Contact[] }>("POST", "/topapi/extcontact/list", { size: PAGE, offset: pageParam }))
        .results,
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => (page.length === PAGE ? offset + PAGE : undefined),
  });
  const contacts = query.data?.pages.flat() ?? [];
  const label = idOf(get("label")) || undefined;
  const words = (get("q") ?? "").toLowerCase();
  const shown = contacts.filter(
    (one) =>
      (!label || one.label_ids.includes(label)) &&
      (!words || [one.name, one.company_name, one.mobile].some((text) => text?.toLowerCase().includes(words))),
  );
  const chosen = get("contact");
  const stored = contacts.find((one) => one.userid === chosen);
  // One that an address names may stand on a page that was not fetched yet.
  const sought = !!chosen && chosen !== "new" && !stored;
  // What is looked for may stand on a page that was not fetched yet.
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const further = (sought || !!(label || words)) && hasNextPage && !isFetching && contacts.length < FILTERED_MAX;
  useEffect(() => {
    if (further) fetchNextPage();
  }, [further, fetchNextPage]);
  const labels = new Map(
    (groups ?? []).flatMap((group) => group.labels.map((one) => [one.id, { ...one, color: colour(group.color) }])),
  );
  const list = useList({
    ids: shown.map((one) => one.userid),
    open: get("labels") ? "labels" : get("fields") ? "fields" : chosen,
    onOpen: (id, replace) => set({ contact: id, labels: undefined, fields: undefined }, replace),
    onClose: () => set({ contact: undefined, labels: undefined, fields: undefined }),
  });
  const named = useNamed({ person: [...new Set(shown.slice(0, 100).map((one) => one.follower_user_id))] });
  return (
    <>
      <PageBar title={t("page.external")} fact={query.data && t("external.count", { count: contacts.length })}>
        <Button size="small" type="text" onClick={() => set({ fields: true, labels: undefined, contact: undefined })}>
          {t("contactFields.title")}
        </Button>
        <Button size="small" type="text" onClick={() => set({ labels: true, fields: undefined, contact: undefined })}>
          {t("labels.title")}
        </Button>
        <Button
          type="primary"
          size="small"
          icon={<Icon name="plus" size="small" />}
          onClick={() => set({ contact: "new", labels: undefined, fields: undefined })}
        >
          {t("external.new")}
        </Button>
      </PageBar>
      <div className="oc-body">
        <section className="oc-pane" aria-label={t("page.external")}>
          <div className="oc-filters">
            <ListSearch label={t("external.search")} />
            <Select
              size="small"
              allowClear
              style={{ width: 150 }}
              placeholder={t("external.labels")}
              aria-label={t("external.labels")}
              value={label}
              onChange={(value) => set({ label: value })}
              options={(groups ?? []).map((group) => ({
                label: group.name,
                title: group.name,
                options: group.labels.map((one) => ({ value: one.id, label: one.name })),
              }))}
            />
          </div>
          <div className="ob-scroll">
            {query.error ? (
              <ErrorState error={query.error} retry={query.refetch} />
            ) : query.isPending ? (
              <SkeletonRows />
            ) : shown.length === 0 ? (
              <EmptyState title={t(contacts.length ? "member.noneFound" : "external.none")}>
                {t("external.noneMore")}
              </EmptyState>
            ) : (
              <ul className="oc-rows">
                {shown.map((one) => (
                  <li key={one.userid} {...list.row(one.userid)}>
                    <button type="button" className="oc-line-row oc-cols-contact" {...list.opens(one.userid)}>
                      <span className="oc-col-name">
                        <PersonName
                          person={{ userId: one.userid, name: one.name }}
                          size={36}
                          second={[one.company_name, one.title].filter(Boolean).join(" · ")}
                        />
                      </span>
                      <span className="oc-several oc-hide-narrow">
                        {one.label_ids.slice(0, 3).map((id) => (
                          <span key={id} className="oc-label">
                            <i aria-hidden="true" style={{ background: labels.get(id)?.color }} />
                            {labels.get(id)?.name ?? id}
                          </span>
                        ))}
                      </span>
                      <span className="ob-3 ob-sm ob-ell oc-hide-narrow">
                        {t("external.follows", { name: named("person", one.follower_user_id) })}
                      </span>
                      <span className="ob-2 ob-sm oc-nowrap">{phone(one.mobile)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            {!further && <More of={{ hasNextPage, fetchNextPage }} />}
          </div>
        </section>
        {get("labels") && <Labels onClose={list.side.onClose} />}
        {!get("labels") && get("fields") && <Fields onClose={list.side.onClose} />}
        {!get("labels") && !get("fields") && chosen && (chosen === "new" || stored) && (
          <ContactForm key={chosen} id={stored?.userid} name={stored?.name} side={list.side} />
        )}
      </div>
    </>
  );
}
