import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { Popup } from "antd-mobile";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call, got } from "../../shared/api/client";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { useUndo } from "../../shared/components/UndoBar";
import { type Choice, PeoplePicker } from "../../shared/picker/PeoplePicker";
import { useHere } from "../context";
import { Page } from "./Page";

/** What an administrator does on the way: decide who joins, add, move, hide. Everything else is in the console. */
export function Manage() {
  const { t } = useTranslation("contacts");
  const { me, session } = useHere();
  if ((session.admin ?? me.admin).kind === "none") return <Page title={t("manage.title")}>{t("manage.none")}</Page>;
  return (
    <Page title={t("manage.title")}>
      <Applications />
      <Add />
      <Move />
      <Hide />
      <p className="ph-head">
        <a href="/console">{t("manage.console")}</a>
      </p>
    </Page>
  );
}

interface Application {
  id: string;
  name: string;
  mobile: string;
  greeting?: string;
  deptName?: string;
}

interface Listed {
  applications: { application?: Application }[];
}

function Applications() {
  const { t } = useTranslation("contacts");
  const queries = useQueryClient();
  const undo = useUndo();
  const path = "/v1.0/orgbook/console/applications";
  const list = useQuery({
    queryKey: ["applications"],
    queryFn: () => call<Listed>("GET", `${path}?state=pending`),
    retry: false,
  });
  const decide = useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: "approve" | "reject"; name: string }) =>
      call("POST", `${path}/${encodeURIComponent(id)}/${verb}`, {}),
    onSuccess: (_, { verb, name }) => {
      undo({ text: t(verb === "approve" ? "manage.approved" : "manage.rejected", { name }) });
      queries.invalidateQueries();
    },
  });
  const waiting = list.data?.applications.flatMap(({ application }) => (application ? [application] : [])) ?? [];
  if (list.isError || waiting.length === 0) return null;
  return (
    <section>
      <h2 className="ph-head">
        <span>{t("manage.applications")}</span>
        <span>{waiting.length}</span>
      </h2>
      <ul className="ph-block">
        {waiting.map((each) => (
          <li key={each.id} className="ph-field ph-slice">
            <span className="ob-grow">
              <strong className="ob-ell">{each.name}</strong>
              <span className="ob-3 ob-sm ob-ell">
                {[each.mobile, each.deptName, each.greeting].filter(Boolean).join(" · ")}
              </span>
            </span>
            <Button onClick={() => decide.mutate({ id: each.id, verb: "reject", name: each.name })}>
              {t("manage.reject")}
            </Button>
            <Button type="primary" onClick={() => decide.mutate({ id: each.id, verb: "approve", name: each.name })}>
              {t("manage.approve")}
            </Button>
          </li>
        ))}
      </ul>
      <p className="ct-error" role="alert">
        {decide.isError && sentence(decide.error)}
      </p>
    </section>
  );
}

interface PickProps {
  label: string;
  kind: Choice["kind"];
  value?: Choice;
  change: (choice: Choice | undefined) => void;
}

/** One person or department, chosen on a sheet from below. */
function Pick({ label, kind, value, change }: PickProps) {
  const { t } = useTranslation("contacts");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="ph-row ob-row ph-pick" onClick={() => setOpen(true)}>
        <span className="ob-3">{label}</span>
        <span className="ob-grow ob-ell">{value?.name ?? t("manage.choose")}</span>
        <Icon name="chev" size="small" />
      </button>
      <Popup
        visible={open}
        onMaskClick={() => setOpen(false)}
        onClose={() => setOpen(false)}
        bodyStyle={{ height: "80vh", borderRadius: "14px 14px 0 0", padding: 12 }}
        destroyOnClose
      >
        <PeoplePicker
          value={value ? [value] : []}
          kinds={[kind]}
          limit={1}
          onChange={([choice]) => {
            change(choice);
            setOpen(false);
          }}
        />
      </Popup>
    </>
  );
}

function useChange<T>(act: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries() });
}

const department = (choice: Choice | undefined) => (choice?.kind === "department" ? choice : undefined);
const person = (choice: Choice | undefined) => (choice?.kind === "person" ? choice : undefined);

function Add() {
  const { t } = useTranslation("contacts");
  const undo = useUndo();
  const [name, setName] = useState("");
  const [mobile, setMobile] = useState("");
  const [place, setPlace] = useState<Choice>();
  const ids = [useId(), useId()];
  const at = department(place);
  const add = useChange(() =>
    got(
      api.POST("/topapi/v2/user/create", {
        body: { name: name.trim(), mobile: mobile.trim(), dept_id_list: String(at?.deptId ?? 1) } as never,
      }),
    ),
  );
  return (
    <section>
      <h2 className="ph-head">{t("manage.add")}</h2>
      <form
        className="ph-block ph-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!name.trim() || !mobile.trim()) return;
          add.mutate(undefined, {
            onSuccess: () => {
              undo({ text: t("manage.added", { name: name.trim() }) });
              setName("");
              setMobile("");
            },
          });
        }}
      >
        <label htmlFor={ids[0]}>{t("manage.name")}</label>
        <Input
          id={ids[0]}
          size="large"
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
        />
        <label htmlFor={ids[1]}>{t("field.mobile")}</label>
        <Input
          id={ids[1]}
          size="large"
          inputMode="tel"
          value={mobile}
          onChange={(event) => setMobile(event.target.value)}
          autoComplete="off"
        />
        <Pick label={t("departments")} kind="department" value={place} change={setPlace} />
        <p className="ct-error" role="alert">
          {add.isError && sentence(add.error)}
        </p>
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={add.isPending}
          aria-disabled={!name.trim() || !mobile.trim()}
        >
          {t("manage.addButton")}
        </Button>
      </form>
    </section>
  );
}

function Move() {
  const { t } = useTranslation("contacts");
  const undo = useUndo();
  const [who, setWho] = useState<Choice>();
  const [where, setWhere] = useState<Choice>();
  const [mover, target] = [person(who), department(where)];
  const put = (userid: string, deptIds: readonly number[]) =>
    got(api.POST("/topapi/v2/user/update", { body: { userid, dept_id_list: deptIds.join(",") } as never }));
  const move = useChange(async () => {
    if (!mover || !target) return;
    const params = { path: { userId: mover.userId } };
    const before = await got(api.GET("/v1.0/orgbook/people/{userId}", { params }));
    await put(mover.userId, [target.deptId]);
    const back = before.departments.map((place) => place.deptId);
    undo({
      text: t("manage.moved", { name: mover.name, department: target.name }),
      undo: back.length > 0 ? () => put(mover.userId, back) : undefined,
    });
  });
  return (
    <section>
      <h2 className="ph-head">{t("manage.move")}</h2>
      <div className="ph-block ph-form">
        <Pick label={t("manage.who")} kind="person" value={who} change={setWho} />
        <Pick label={t("manage.where")} kind="department" value={where} change={setWhere} />
        <p className="ct-error" role="alert">
          {move.isError && sentence(move.error)}
        </p>
        <Button
          size="large"
          block
          loading={move.isPending}
          aria-disabled={!mover || !target}
          onClick={() => mover && target && move.mutate(undefined)}
        >
          {t("manage.moveButton")}
        </Button>
      </div>
    </section>
  );
}

function Hide() {
  const { t } = useTranslation("contacts");
  const undo = useUndo();
  const [where, setWhere] = useState<Choice>();
  const target = department(where);
  const put = (deptId: number, hidden: boolean) =>
    got(api.POST("/topapi/v2/department/update", { body: { dept_id: deptId, hide_dept: hidden } as never }));
  const hide = useChange(async (hidden: boolean) => {
    if (!target) return;
    await put(target.deptId, hidden);
    undo({
      text: t(hidden ? "manage.hidden" : "manage.shown", { name: target.name }),
      undo: () => put(target.deptId, !hidden),
    });
  });
  return (
    <section>
      <h2 className="ph-head">{t("manage.hide")}</h2>
      <div className="ph-block ph-form">
        <Pick label={t("manage.where")} kind="department" value={where} change={setWhere} />
        <p className="ct-error" role="alert">
          {hide.isError && sentence(hide.error)}
        </p>
        <span className="ph-pair">
          <Button size="large" aria-disabled={!target} onClick={() => target && hide.mutate(false)}>
            {t("manage.showButton")}
          </Button>
          <Button size="large" aria-disabled={!target} onClick={() => target && hide.mutate(true)}>
            {t("manage.hideButton")}
          </Button>
        </span>
      </div>
    </section>
  );
}
