import { useTranslation } from "react-i18next";
import { useUndo } from "../../shared/components/UndoBar";
import { useHere } from "../context";

/** Empties the list of those who were looked at last, on every device. */
export function ClearRecent() {
  const { t } = useTranslation("contacts");
  const { kept } = useHere();
  const undo = useUndo();
  return (
    <button
      type="button"
      className="ob-text-button ob-sm"
      onClick={() => undo({ text: t("recentCleared"), undo: kept.clearRecent() })}
    >
      {t("recentClear")}
    </button>
  );
}
