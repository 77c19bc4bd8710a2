import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Form, Input, Select, Switch } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, sentence } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { useUndo } from "../../shared/components/UndoBar";
import { ROOT, useTop } from "../api/directory";
import { legacy } from "../api/own";
import { Chip } from "../parts/Chip";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { valid } from "../parts/valid";
import { useNamesakes } from "./useNamesakes";

const CustomFormItems = lazy(async () => ({ default: (await import("./CustomFields")).CustomFormItems }));

interface Props {
  department?: { deptId: number; name: string };
  onClose: () => void;
}

/** The field that a refusal is about. */
const FIELD_OF: Record<string, string> = {
  "60102": "userid",
  "60103": "mobile",
  "60104": "mobile",
  "60105": "telephone",
  "60106": "email",
  "60110": "departments",
};

interface Fields {
  name: string;
  mobile?: string;
  userid?: string;
  title?: string;
  job_number?: string;
  email?: string;
  org_email?: string;
  telephone?: string;
  work_place?: string;
  remark?: string;
  /** As `2026-01-31`. */
  hired?: string;
  hide_mobile?: boolean;
  senior_mode?: boolean;
  account: "normal" | "sso" | "builtIn";
  login_id?: string;
  init_password?: string;
  /** The organization's own fields, by id. */
  custom?: Record<string, string | undefined>;
}

/** What was typed when something else was opened instead; passwords are not kept. */
let kept: Partial<Fields> | undefined;

/** What was typed into the organization's own fields, as the call has it. */
function extensionOf(custom: Fields["custom"]): string | undefined {
  const filled = Object.entries(custom ?? {}).filter(([, value]) => value?.trim());
  return filled.length ? JSON.stringify(Object.fromEntries(filled)) : undefined;
}

/** The account part of the call that makes a person. */
function accountFields({ account, login_id, init_password, mobile }: Fields) {
  if (account === "normal") return { mobile };
  return {
    exclusive_account: true,
    exclusive_account_type: account === "sso" ? "sso" : "dingtalk",
    login_id,
    init_password: account === "builtIn" ? init_password : undefined,
    exclusive_mobile: mobile || undefined,
  };
}

/** Somebody new; the department that is looked at is preset. */
export function AddMember({ department, onClose: close }: Props) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const tell = useUndo();
  const queries = useQueryClient();
  const { set } = useAddress();
  const [departments, setDepartments] = useState(department ? [department] : []);
  const [manager, setManager] = useState<{ id: string; name: string }>();
  const [again, setAgain] = useState(false);
  const [busy, setBusy] = useState(false);
  const account = Form.useWatch("account", form) ?? "normal";
  const namesakes = useNamesakes(Form.useWatch("name", form));
  const here = department?.deptId;
  // Where somebody comes for whom no department is chosen: the root, or the first of the departments that are administered.
  const topmost = useTop().data?.departments[0] ?? { deptId: ROOT };
  // biome-ignore lint/correctness/useExhaustiveDependencies: preset with the department that is looked at
  useEffect(() => setDepartments(department ? [department] : []), [here]);
  const onClose = () => {
    kept = undefined;
    close();
  };
  const save = async () => {
    const typed = await valid(form);
    if (!typed) return;
    const { account: _account, hired, init_password: _password, custom, ...fields } = typed;
    setBusy(true);
    try {
      const made = await legacy<{ userid: string }>("/topapi/v2/user/create", {
        ...fields,
        ...accountFields(typed),
        userid: fields.userid || undefined,
        hired_date: hired ? Date.parse(`${hired}T00:00:00+08:00`) : undefined,
        extension: extensionOf(custom),
        dept_id_list: (departments.length ? departments : [topmost]).map((one) => one.deptId).join(","),
        manager_userid: manager?.id,
      });
      await queries.invalidateQueries();
      const undo = async () => {
        await legacy("/topapi/v2/user/delete", { userid: made.userid });
        await queries.invalidateQueries();
      };
      tell({ text: t("done.added", { name: typed.name }), undo });
      kept = undefined;
      form.resetFields();
      if (again) return;
      set({ person: made.userid, add: undefined }, true);
    } catch (error) {
      const field = error instanceof ApiError ? FIELD_OF[error.code] : undefined;
      if (field && field !== "departments")
        form.setFields([{ name: field as keyof Fields, errors: [sentence(error)] }]);
      else message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const input = (name: keyof Fields, maxLength: number, type = "text") => (
    <Form.Item name={name} label={t(`member.${String(name)}`)}>
      <Input maxLength={maxLength} type={type} autoComplete="off" />
    </Form.Item>
  );
  return (
    <Side
      onClose={onClose}
      title={t("member.add")}
      second={department?.name}
      back="[data-adds]"
      footer={
        <div className="ob-flex">
          <Checkbox checked={again} onChange={(event) => setAgain(event.target.checked)}>
            {t("member.again")}
          </Checkbox>
          <span className="ob-grow" />
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" loading={busy} onClick={save}>
            {t("member.addDo")}
          </Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ account: "normal", ...kept }}
        onValuesChange={(_, { init_password: _password, ...typed }) => {
          kept = typed;
        }}
        onFinish={save}
        scrollToFirstError
      >
        <Form.Item
          name="name"
          label={t("member.name")}
          rules={[{ required: true, whitespace: true, message: t("form.required", { label: t("member.name") }) }]}
        >
          <Input maxLength={80} autoFocus autoComplete="off" />
        </Form.Item>
        {namesakes.length > 0 && (
          <div className="ob-note oc-namesakes" role="status">
            <Icon name="info" size="small" />
            <span>
              {t("member.sameName")}
              {namesakes.map((one) => (
                <span key={one.userId} className="oc-block">
                  {[one.name, one.department, one.userId].filter(Boolean).join(" · ")}
                </span>
              ))}
            </span>
          </div>
        )}
        <Form.Item name="account" label={t("member.kind")}>
          <Select
            options={(["normal", "builtIn", "sso"] as const).map((value) => ({
              value,
              label: t(`member.kinds.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="mobile"
          label={t("member.mobile")}
          extra={t("member.mobileMore")}
          rules={[{ required: account === "normal", message: t("form.required", { label: t("member.mobile") }) }]}
        >
          <Input type="tel" autoComplete="off" />
        </Form.Item>
        {account !== "normal" && (
          <Form.Item
            name="login_id"
            label={t("member.login_id")}
            rules={[{ required: true, message: t("form.required", { label: t("member.login_id") }) }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
        )}
        {account === "builtIn" && (
          <Form.Item name="init_password" label={t("member.init_password")}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        )}
        <Form.Item label={t("member.departments")}>
          <div className="oc-several">
            {departments.map((one) => (
              <Chip
                key={one.deptId}
                kind="department"
                id={String(one.deptId)}
                name={one.name}
                onRemove={() => setDepartments(departments.filter((other) => other !== one))}
              />
            ))}
            <Picker
              kinds={["department"]}
              taken={new Set(departments.map((one) => `department:${one.deptId}`))}
              onPick={(picked) => setDepartments([...departments, { deptId: idOf(picked.id), name: picked.name }])}
            />
          </div>
        </Form.Item>
        {input("title", 200)}
        {input("job_number", 50)}
        {input("email", 50, "email")}
        {input("org_email", 100, "email")}
        <Form.Item label={t("member.manager")}>
          <div className="oc-several">
            {manager ? (
              <Chip kind="person" id={manager.id} name={manager.name} onRemove={() => setManager(undefined)} />
            ) : (
              <Picker kinds={["person"]} onPick={setManager} />
            )}
          </div>
        </Form.Item>
        <Form.Item name="hired" label={t("member.hired")}>
          <Input type="date" max="9999-12-31" />
        </Form.Item>
        {input("telephone", 50, "tel")}
        {input("work_place", 100)}
        {input("remark", 2000)}
        <Suspense>
          <CustomFormItems />
        </Suspense>
        <Form.Item name="userid" label={t("member.userid")} extra={t("member.useridMore")}>
          <Input maxLength={64} className="ob-mono" autoComplete="off" />
        </Form.Item>
        <Form.Item name="hide_mobile" label={t("member.hide_mobile")} valuePropName="checked" layout="horizontal">
          <Switch />
        </Form.Item>
        <Form.Item name="senior_mode" label={t("member.senior_mode")} valuePropName="checked" layout="horizontal">
          <Switch />
        </Form.Item>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Side>
  );
}
