import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  value: string;
  /** How the value is shown, where not as it is. */
  shown?: ReactNode;
  onSave: (value: string) => unknown;
  type?: "text" | "tel" | "email" | "date" | "number";
  maxLength?: number;
  placeholder?: string;
}

/** A value that is edited where it stands: Enter saves, Escape reverts. */
export function EditText({ label, value, shown, onSave, type = "text", maxLength, placeholder }: Props) {
  const { t } = useTranslation("console");
  const [draft, setDraft] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const end = (save: boolean) => {
    const typed = draft?.trim();
    setDraft(undefined);
    if (save && typed !== undefined && typed !== value) onSave(typed);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (draft === undefined) {
    return (
      <button type="button" ref={button} className="oc-edit" onClick={() => setDraft(value)}>
        <span className="ob-sr">{t("edit.before", { label })}</span>
        {value ? (shown ?? value) : <span className="ob-3">{placeholder ?? t("edit.add")}</span>}
        <span className="ob-sr">{t("edit.after")}</span>
      </button>
    );
  }
  return (
    <input
      className="oc-edit-field"
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: it stands where the button stood that had the focus
      autoFocus
      type={type}
      maxLength={maxLength}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== undefined && end(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") {
          event.stopPropagation();
          event.preventDefault();
          end(false);
        }
      }}
    />
  );
}
