import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../components/Icon";
import { type Choice, type ChoiceKind, keyOf, type PickerSource } from "./types";

export interface ListProps {
  source: PickerSource;
  chosen: ReadonlySet<string>;
  taken: ReadonlySet<string>;
  toggle: (choice: Choice) => void;
  kinds: readonly ChoiceKind[];
  full: boolean;
  single: boolean;
  compact: boolean;
}

interface RowProps extends ListProps {
  choice: Choice;
  children: ReactNode;
  /** Goes into it. */
  open?: () => void;
}

/** Something to choose, to go into, or both. */
export function Row({ choice, chosen, taken, toggle, kinds, full, single, children, open }: RowProps) {
  const { t } = useTranslation("picker");
  const key = keyOf(choice);
  const isTaken = taken.has(key);
  const ticked = isTaken || chosen.has(key);
  if (!kinds.includes(choice.kind)) {
    return (
      <li className="pk-row">
        <button type="button" className="pk-tick pk-go pk-stop" onClick={open} disabled={!open}>
          {children}
          {open && <Icon name="chev" size="small" />}
        </button>
      </li>
    );
  }
  return (
    <li className="pk-row">
      <label className="pk-tick">
        <input
          type={single ? "radio" : "checkbox"}
          className="pk-stop"
          checked={ticked}
          disabled={isTaken || (full && !ticked)}
          // What is chosen may be clicked again, to be done with it.
          onClick={single && ticked && !isTaken ? () => toggle(choice) : undefined}
          onChange={() => toggle(choice)}
        />
        {children}
        {isTaken && <span className="ob-tag">{t("taken")}</span>}
      </label>
      {open && (
        <button type="button" className="ob-icon-button" aria-label={t("open", { name: choice.name })} onClick={open}>
          <Icon name="chev" size="small" />
        </button>
      )}
    </li>
  );
}
