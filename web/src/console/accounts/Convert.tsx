import { useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, sentence, sentenceAtField } from "../../shared/api/errors";
import { useUndo } from "../../shared/components/UndoBar";
import { contact } from "../api/own";
import { valid } from "../parts/valid";
import { account } from "./api";

interface Props {
  person: { userId: string; name: string };
  onClose: () => void;
  onDone?: () => void;
}

interface Fields {
  kind: "builtIn" | "sso";
  loginId?: string;
  password?: string;
}

/** By the parameters of the call. */
const FIELDS: Partial<Record<string, keyof Fields>> = { loginId: "loginId", initPassword: "password" };

/** Makes an ordinary person's account one of the organization. */
export function Convert({ person: { userId, name }, onClose, onDone }: Props) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const tell = useUndo();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch("kind", form) ?? "builtIn";
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const typed = await valid(form);
    if (!typed) return;
    const { loginId, password: initPassword } = typed;
    const signsInHere = typed.kind === "builtIn" ? { idpDingTalk: true, loginId, initPassword } : {};
    setBusy(true);
    try {
      await contact("POST", "orgAccount/transformToExclusiveAccounts", {
        userId,
        transformType: "migrate",
        ...signsInHere,
      });
      await queries.invalidateQueries();
      const undo = async () => {
        try {
          await account("transformToNormalAccount", { userId });
        } catch (error) {
          message.error(sentence(error));
        }
        await queries.invalidateQueries();
      };
      tell({ text: t("done.accountMade", { name }), undo });
      onClose();
      onDone?.();
    } catch (error) {
      const name = error instanceof ApiError && error.field ? FIELDS[error.field] : undefined;
      if (name && error instanceof ApiError) form.setFields([{ name, errors: [sentenceAtField(error)] }]);
      else message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const required = (label: string) => [{ required: true, message: t("form.required", { label }) }];
  return (
    <Modal
      open
      title={t("account.convertOf", { name })}
      okText={t("account.convert")}
      confirmLoading={busy}
      onOk={save}
      onCancel={onClose}
    >
      <p className="ob-2">{t("account.convertMore")}</p>
      <Form form={form} layout="vertical" initialValues={{ kind: "builtIn" }} onFinish={save}>
        <Form.Item name="kind" label={t("member.kind")}>
          <Radio.Group options={["builtIn", "sso"].map((value) => ({ value, label: t(`member.kinds.${value}`) }))} />
        </Form.Item>
        {kind === "builtIn" && (
          <>
            <Form.Item name="loginId" label={t("member.login_id")} rules={required(t("member.login_id"))}>
              <Input maxLength={64} autoComplete="off" />
            </Form.Item>
            <Form.Item
              name="password"
              label={t("member.init_password")}
              extra={t("account.passwordMore")}
              rules={required(t("member.init_password"))}
            >
              <Input.Password maxLength={128} autoComplete="new-password" />
            </Form.Item>
          </>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Modal>
  );
}
