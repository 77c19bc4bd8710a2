import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { PersonMark } from "../../shared/components/PersonMark";
import { phone } from "../../shared/text";
import { useAct } from "../api/act";
import { fetchDepartment, fetchMembers, ROOT } from "../api/directory";
import { legacy, own } from "../api/own";
import { Chip } from "../parts/Chip";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import type { useList } from "../parts/useList";
import { valid } from "../parts/valid";
import { type Likely, likely } from "./likely";
import type { Application } from "./types";

interface Fields {
  name: string;
  title?: string;
  jobNumber?: string;
  email?: string;
  workPlace?: string;
  userId?: string;
}

interface Named {
  id: string;
  name: string;
}

/** What the people of a department have in common. */
function useLikely(deptId: number): Likely | undefined {
  const { data } = useQuery({
    queryKey: ["likely", deptId],
    queryFn: async ({ signal }) => {
      const [{ members }, { leaders }] = await Promise.all([
        fetchMembers({ deptId, recursive: false }, 0, signal),
        fetchDepartment(deptId, 0, signal),
      ]);
      return likely(members, leaders);
    },
    retry: false,
  });
  return data;
}

/** Fills in what is likely, until somebody has written something else. */
function usePrefilled(guess: Likely | undefined) {
  const [form] = Form.useForm<Fields>();
  const [manager, setManager] = useState<Named>();
  const [chosen, setChosen] = useState(false);
  useEffect(() => {
    if (!guess) return;
    if (!form.isFieldTouched("title")) form.setFieldValue("title", guess.title);
    if (!chosen) setManager(guess.manager);
  }, [guess, form, chosen]);
  const choose = (next: Named | undefined) => {
    setChosen(true);
    setManager(next);
  };
  return { form, manager, choose, guessed: !chosen && manager !== undefined };
}

/** Titles that others of the department have; a click takes one. */
function Titles({ titles, onTake }: { titles: readonly string[]; onTake: (title: string) => void }) {
  const { t } = useTranslation("console");
  if (titles.length === 0) return null;
  return (
    <span className="oc-several ob-sm">
      {t("application.titlesHere")}
      {titles.map((title) => (
        <button key={title} type="button" className="ob-text-button" onClick={() => onTake(title)}>
          {title}
        </button>
      ))}
    </span>
  );
}

interface Props {
  one: Application;
  /** How it stands beside the list. */
  side: ReturnType<typeof useList>["side"];
}

/** Lets somebody in: the form of a new member, filled in as far as the application and the department tell. */
export function Approve({ one, side }: Props) {
  const { onClose } = side;
  const { t } = useTranslation("console");
  const act = useAct();
  const asked = one.deptId ? [{ id: String(one.deptId), name: one.deptName ?? String(one.deptId) }] : [];
  const [departments, setDepartments] = useState<Named[]>(asked);
  const guess = useLikely(departments[0] ? idOf(departments[0].id) : ROOT);
  const { form, manager, choose, guessed } = usePrefilled(departments.length ? guess : undefined);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const typed = await valid(form);
    if (!typed || busy) return;
    const given = Object.entries(typed).filter(([, value]) => value?.trim());
    const body = {
      ...Object.fromEntries(given.map(([name, value]) => [name, value.trim()])),
      deptIds: departments.map((department) => idOf(department.id)),
      managerUserId: manager?.id,
    };
    let made = "";
    setBusy(true);
    const went = await act({
      text: t("done.approved", { name: typed.name.trim() }),
      run: async () => {
        const path = `console/applications/${encodeURIComponent(one.id)}/approve`;
        made = (await own<{ userId: string }>("POST", path, body)).userId;
      },
      undo: () => legacy("/topapi/v2/user/delete", { userid: made }),
    });
    setBusy(false);
    if (went) onClose();
  };
  const input = (name: keyof Fields, maxLength: number, type = "text") => (
    <Form.Item
      name={name}
      label={t(`member.${name === "jobNumber" ? "job_number" : name === "workPlace" ? "work_place" : name}`)}
    >
      <Input maxLength={maxLength} type={type} autoComplete="off" />
    </Form.Item>
  );
  return (
    <Side
      {...side}
      stepped
      title={t("application.approveTitle", { name: one.name })}
      second={phone(one.mobile)}
      mark={<PersonMark userId={one.id} name={one.name} size={40} />}
      footer={
        <div className="ob-flex">
          <span className="ob-grow" />
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={busy} onClick={save}>
            {t("application.approve")}
          </Button>
        </div>
      }
    >
      <About one={one} />
      <Form form={form} layout="vertical" initialValues={{ name: one.name }} onFinish={save} scrollToFirstError>
        <Form.Item
          name="name"
          label={t("member.name")}
          rules={[{ required: true, whitespace: true, message: t("form.required", { label: t("member.name") }) }]}
        >
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item
          label={t("member.departments")}
          extra={departments.length === 0 && <span className="ob-sm">{t("application.rootElse")}</span>}
        >
          <div className="oc-several">
            {departments.map((department) => (
              <Chip
                key={department.id}
                kind="department"
                id={department.id}
                name={department.name}
                onRemove={() => setDepartments(departments.filter((other) => other !== department))}
              />
            ))}
            <Picker
              kinds={["department"]}
              label={t("application.department")}
              taken={new Set(departments.map(({ id }) => `department:${id}`))}
              onPick={({ id, name }) => setDepartments([...departments, { id, name }])}
            />
          </div>
        </Form.Item>
        <Form.Item
          name="title"
          label={t("member.title")}
          extra={
            departments.length > 0 && (
              <Titles
                titles={guess?.titles ?? []}
                onTake={(title) => form.setFields([{ name: "title", value: title, touched: true }])}
              />
            )
          }
        >
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item
          label={t("member.manager")}
          extra={guessed && <span className="ob-sm">{t("application.managerGuessed")}</span>}
        >
          <div className="oc-several">
            {manager ? (
              <Chip kind="person" id={manager.id} name={manager.name} onRemove={() => choose(undefined)} />
            ) : (
              <Picker kinds={["person"]} onPick={choose} />
            )}
          </div>
        </Form.Item>
        {input("jobNumber", 50)}
        {input("email", 50, "email")}
        {input("workPlace", 100)}
        <Form.Item
          name="userId"
          label={t("member.userid")}
          extra={<span className="ob-sm">{t("member.useridMore")}</span>}
        >
          <Input maxLength={64} className="ob-mono" autoComplete="off" />
        </Form.Item>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Side>
  );
}

/** What the application says, and whether anybody has checked it. */
function About({ one }: { one: Application }) {
  const { t } = useTranslation("console");
  return (
    <p className={one.verified ? "ob-note oc-about" : "ob-note oc-note-care oc-about"}>
      <span className="ob-grow">
        {[
          one.greeting && t("quoted", { text: one.greeting }),
          one.inviterName && t("application.invitedBy", { name: one.inviterName }),
        ]
          .filter(Boolean)
          .join(" · ")}
        {!one.verified && <span className="oc-block">{t("application.unverifiedMore")}</span>}
      </span>
    </p>
  );
}
