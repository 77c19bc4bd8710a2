import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { MAC } from "./Nav";

const MOD = MAC ? "⌘" : "Ctrl";
const KEYS: [string, string][] = [
  [`${MOD} K`, "palette"],
  ["/", "search"],
  ["J K", "move"],
  ["Enter", "open"],
  ["Esc", "close"],
  [`X · Shift X · ${MOD} A`, "tick"],
  ["E M N", "edit"],
  ["[ ]", "tabs"],
  ["G O/M/C/I/V/A", "go"],
  ["G D", "department"],
  ["← → · Alt ← → ↑ ↓", "tree"],
  [`${MOD} S · ${MOD} Enter`, "save"],
  [`${MOD} Z`, "undo"],
  ["+ − 0", "chart"],
];

/** The map of the keyboard. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("keys.title")} destroyOnHidden>
      <dl className="oc-keys">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              <kbd className="ob-key">{keys}</kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="ob-3 ob-sm">{t("keys.off")}</p>
    </Modal>
  );
}
