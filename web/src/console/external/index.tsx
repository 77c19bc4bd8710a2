import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../shared/api/client";
import { Icon } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { phone } from "../../shared/text";
import { useAct } from "../api/act";
import { Several } from "../members/DepartmentSettings";
import { Chip } from "../parts/Chip";
import { ListSearch } from "../parts/ListSearch";
import { More } from "../parts/More";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useNamed } from "../parts/useNamed";
import { valid } from "../parts/valid";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { useLabels } from "./api";
import { colour } from "./colour";
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

const put = (verb: "create" | "update", contact: object) =>
  call<{ userid: string }>("POST", `/topapi/extcontact/${verb}`, { contact });
const remove = (user_id: string) => call("POST", "/topapi/extcontact/delete", { user_id });

function wire(contact: Contact) {
  const { userid, email: _email, mobile: _mobile, state_code: _code, ...more } = contact;
  return { ...more, user_id: userid };
}

interface FormProps {
  stored?: Contact;
  /** How it stands beside the list. */
  side: ReturnType<typeof useList>["side"];
}

function ContactForm({ stored, side }: FormProps) {
  const { onClose } = side;
  const { t } = useTranslation("console");
  const act = useAct();
  const { session } = useConsole();
  const { data: groups } = useLabels();
  const [form] = Form.useForm();
  const [owner, setOwner] = useState(stored?.follower_user_id ?? session.userId ?? "");
  const [shares, setShares] = useState({
    department: (stored?.share_dept_ids ?? []).map(String),
    person: stored?.share_user_ids ?? [],
  });
  const named = useNamed({ person: [owner] });
  const save = async () => {
    const fields = await valid(form);
    if (!fields) return;
    const both = {
      ...fields,
      label_ids: fields.label_ids ?? [],
      follower_user_id: owner,
      share_dept_ids: shares.department.map(Number),
      share_user_ids: shares.person,
    };
    let id = stored?.userid ?? "";
    const done = await act({
      text: t(stored ? "done.contactChanged" : "done.contactMade", { name: fields.name }),
      run: async () => {
        if (stored) await put("update", { ...both, user_id: stored.userid });
        else id = (await put("create", both)).userid;
      },
      undo: () => (stored ? put("update", wire(stored)) : remove(id)),
    });
    if (done) onClose();
  };
  const erase = async () => {
    if (!stored) return;
    const { userid: _id, email: _email, ...again } = stored;
    if (
      await act({
        text: t("done.contactRemoved", { name: stored.name }),
        run: () => remove(stored.userid),
        undo: () => put("create", again),
      })
    )
      onClose();
  };
  const required = (name: string) => [
    { required: true, message: t("form.required", { label: t(`external.${name}`) }) },
  ];
  const input = (name: string, most: number) => (
    <Form.Item name={name} label={t(`external.${name}`)}>
      <Input maxLength={most} autoComplete="off" />
    </Form.Item>
  );
  return (
    <Side
      {...side}
      stepped={!!stored}
      title={stored?.name ?? t("external.new")}
      second={stored && [stored.company_name, stored.title].filter(Boolean).join(" · ")}
      mark={stored && <PersonMark userId={stored.userid} name={stored.name} size={40} />}
      footer={
        <div className="ob-flex">
          {stored && (
            <Button type="text" danger onClick={erase}>
              {t("external.remove")}
            </Button>
          )}
          <span className="ob-grow" />
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" onClick={save}>
            {t("save")}
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" initialValues={stored ?? { state_code: "86", label_ids: [] }} onFinish={save}>
        <Form.Item name="name" label={t("external.name")} rules={required("name")}>
          <Input maxLength={64} autoFocus={!stored} autoComplete="off" />
        </Form.Item>
        {!stored && (
          <div className="oc-phone">
            <Form.Item name="state_code" label={t("external.state_code")} rules={required("state_code")}>
              <Input prefix="+" maxLength={6} />
            </Form.Item>
            <Form.Item name="mobile" label={t("external.mobile")} rules={required("mobile")}>
              <Input type="tel" autoComplete="off" />
            </Form.Item>
          </div>
        )}
        <Form.Item name="label_ids" label={t("external.labels")} rules={required("labels")}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            options={(groups ?? []).map((group) => ({
              label: group.name,
              title: group.name,
              options: group.labels.map((label) => ({ value: label.id, label: label.name })),
            }))}
          />
        </Form.Item>
        <Form.Item label={t("external.owner")}>
          {owner ? (
            <Chip kind="person" id={owner} name={named("person", owner)} onRemove={() => setOwner("")} />
          ) : (
            <Picker kinds={["person"]} onPick={(picked) => setOwner(picked.id)} />
          )}
        </Form.Item>
        {input("company_name", 100)}
        {input("title", 64)}
        {input("address", 200)}
        {input("remark", 500)}
        <Form.Item label={t("external.shared")}>
          <Several
            field="shares"
            kinds={["department", "person"]}
            ids={shares}
            onChange={(next) => setShares({ department: next.department ?? [], person: next.person ?? [] })}
          />
        </Form.Item>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Side>
  );
}

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
  const label = Number(get("label")) || undefined;
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
    open: get("labels") ? "labels" : chosen,
    onOpen: (id, replace) => set({ contact: id, labels: undefined }, replace),
    onClose: () => set({ contact: undefined, labels: undefined }),
  });
  const named = useNamed({ person: [...new Set(shown.slice(0, 100).map((one) => one.follower_user_id))] });
  return (
    <>
      <PageBar title={t("page.external")} fact={query.data && t("external.count", { count: contacts.length })}>
        <Button size="small" type="text" onClick={() => set({ labels: true, contact: undefined })}>
          {t("labels.title")}
        </Button>
        <Button
          type="primary"
          size="small"
          icon={<Icon name="plus" size="small" />}
          onClick={() => set({ contact: "new", labels: undefined })}
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
        {!get("labels") && chosen && (chosen === "new" || stored) && (
          <ContactForm key={chosen} stored={stored} side={list.side} />
        )}
      </div>
    </>
  );
}
