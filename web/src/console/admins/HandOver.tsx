import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { own } from "../api/own";
import { CodeField } from "../parts/CodeField";
import { useConsole } from "../shell/context";

/** Makes somebody else the creator: the name is typed, and the second factor shown by whoever has one. It cannot be taken back. */
export function HandOver({ userId, name, onClose }: { userId: string; name: string; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { session } = useConsole();
  const [typed, setTyped] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const asked = session.secondFactor === "on";
  const sure = typed.trim() === name && (!asked || code.trim() !== "");
  const handOver = async () => {
    if (!sure) return;
    setBusy(true);
    try {
      await own("PUT", "console/creator", { userId, code: asked ? code.trim() : undefined });
      location.reload();
    } catch (refused) {
      setError(sentence(refused));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t("admin.creatorSure", { name })}
      onCancel={onClose}
      onOk={handOver}
      okText={t("admin.makeCreator")}
      cancelText={t("cancel")}
      okButtonProps={{ danger: true, disabled: !sure, loading: busy }}
    >
      <p className="ob-2">{t("admin.creatorLoss")}</p>
      <Form layout="vertical" onFinish={handOver}>
        <Form.Item label={t("admin.creatorType", { name })} htmlFor="creator-name">
          <Input
            id="creator-name"
            autoFocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
        {asked && <CodeField id="creator-code" value={code} onChange={setCode} />}
        {error && (
          <p className="oc-bad-text" role="alert">
            {error}
          </p>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Modal>
  );
}
