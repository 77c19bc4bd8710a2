import { App, Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { copy } from "../../shared/text";
import type { Secret } from "./api";

/** The secret of an app: shown this once. */
export function SecretOnce({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const rows = [
    ["AppKey", secret.appKey],
    ["AppSecret", secret.appSecret],
  ] as const;
  return (
    <Modal
      open
      title={t("app.secretTitle")}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {t("app.secretKept")}
        </Button>
      }
    >
      <p className="ob-note oc-note-care">{t("app.secretMore")}</p>
      <dl className="oc-kv oc-hint">
        {rows.map(([name, value]) => (
          <div key={name} className="oc-contents">
            <dt>{name}</dt>
            <dd>
              <code className="ob-mono oc-secret">{value}</code>
              <Button size="small" onClick={async () => message.info(t((await copy(value)) ? "copied" : "copyFailed"))}>
                {t("copy")}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
