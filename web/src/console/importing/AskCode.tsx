import { Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { CodeField } from "../parts/CodeField";

interface Props {
  /** Does what the code is asked for. */
  onCode: (code: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for a code of the second factor before people are handed out. */
export function AskCode({ onCode, onClose }: Props) {
  const { t } = useTranslation("console");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const send = async () => {
    if (!code.trim()) return;
    setBusy(true);
    try {
      await onCode(code.trim());
      onClose();
    } catch (refused) {
      setError(sentence(refused));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t("import.export")}
      onCancel={onClose}
      onOk={send}
      okText={t("import.download")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !code.trim(), loading: busy }}
    >
      <p className="ob-2">{t("import.codeMore")}</p>
      <Form layout="vertical" onFinish={send}>
        <CodeField id="export-code" value={code} onChange={setCode} autoFocus />
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
