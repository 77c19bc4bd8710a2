// Choosing people, departments and roles: search first, the tree below, what is chosen as chips. The server says who may be
// seen; this only shows it.

import { Input } from "antd";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../components/Icon";
import { PersonMark } from "../components/PersonMark";
import { Segmented } from "../components/Segmented";
import { useTyped } from "../components/useTyped";
import { Branch, Hits, Roles } from "./lists";
import { peopleSource } from "./peopleSource";
import type { ListProps } from "./Row";
import { type Choice, type ChoiceKind, keyOf, type PickerSource, toggled } from "./types";
import "./picker.css";

export type { Choice, PickerSource } from "./types";

export interface PickerProps {
  value: readonly Choice[];
  onChange: (value: Choice[]) => void;
  /** What may be chosen; people and departments when absent. */
  kinds?: readonly ChoiceKind[];
  /** How many at most; with one, a click chooses it instead of the last. */
  limit?: number;
  /** Where choices come from; what whoever is signed in may see when absent. */
  source?: PickerSource;
  /** Those that are chosen elsewhere already, by `keyOf`: shown, and not to be chosen. */
  taken?: ReadonlySet<string>;
  /** Lower rows, for what opens over a page. */
  compact?: boolean;
  /** Of the field. */
  label?: string;
}

const LIMIT_USUAL = 200;
const NOBODY: ReadonlySet<string> = new Set();

/** Arrows go from the field through the rows and back; the space bar ticks, as everywhere. */
function stepped(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.nativeEvent.isComposing) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(".pk-field input, .pk-stop:not(:disabled)")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  event.preventDefault();
  next?.focus();
}

/** Enter in the field takes the first row, as it stands there. */
function first(event: KeyboardEvent<HTMLElement>) {
  const picker = event.currentTarget.closest(".pk");
  if (picker?.querySelector(".pk-stale")) return;
  picker?.querySelector<HTMLElement>(".pk-stop:not(:disabled)")?.click();
}

/** A picker of people, departments and roles. */
export function PeoplePicker({
  value,
  onChange,
  kinds = ["person", "department"],
  limit = LIMIT_USUAL,
  source = peopleSource,
  taken = NOBODY,
  compact = false,
  label,
}: PickerProps) {
  const { t } = useTranslation("picker");
  const { text, asked, type } = useTyped();
  const [deptId, setDeptId] = useState(source.top);
  const hasRoles = kinds.includes("role") || kinds.includes("roleGroup");
  const hasTree = kinds.includes("person") || kinds.includes("department");
  const [showsRoles, setShowsRoles] = useState(!hasTree);
  const chosen = useMemo(() => new Set(value.map(keyOf)), [value]);
  const single = limit === 1;
  const full = !single && value.length >= limit;
  const toggle = (choice: Choice) => onChange([...toggled(value, choice, limit)]);
  const list: ListProps = { source, chosen, taken, toggle, kinds, full, single, compact };
  const find = label ?? t(hasTree ? "find" : "findRole");
  const pressed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Backspace" && text === "" && value.length > 0) onChange(value.slice(0, -1));
    if (event.key === "Enter" && asked !== "" && asked === text.trim()) first(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is within
    <div className={compact ? "pk pk-compact" : "pk"} onKeyDown={stepped}>
      <Input
        className="pk-field"
        size={compact ? "middle" : "large"}
        autoFocus
        allowClear
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={pressed}
        prefix={<Icon name="search" />}
        placeholder={find}
        aria-label={find}
        maxLength={64}
      />
      {value.length > 0 && !(single && compact) && <Chips value={value} toggle={toggle} />}
      {full && (
        <p className="ob-note" role="status">
          {t("full", { count: limit })}
        </p>
      )}
      {hasRoles && hasTree && !asked && (
        <Segmented
          label={t("from")}
          value={showsRoles ? "roles" : "tree"}
          onChange={(next) => setShowsRoles(next === "roles")}
          options={[
            { value: "tree", label: t("tree") },
            { value: "roles", label: t("roles") },
          ]}
        />
      )}
      <div className="ob-scroll pk-list">
        {asked && hasTree && <Hits q={asked} alone={!hasRoles} {...list} />}
        {!asked && hasTree && !showsRoles && <Branch deptId={deptId} go={setDeptId} {...list} />}
        {hasRoles && (asked || showsRoles) && <Roles q={asked} alone={!hasTree || !asked} {...list} />}
      </div>
    </div>
  );
}

function Chips({ value, toggle }: { value: readonly Choice[]; toggle: (choice: Choice) => void }) {
  const { t } = useTranslation("picker");
  return (
    <ul className="pk-chips" aria-label={t("chosen", { count: value.length })}>
      {value.map((choice) => (
        <li key={keyOf(choice)} className="pk-chip">
          {choice.kind === "person" ? (
            <PersonMark userId={choice.userId} name={choice.name} avatar={choice.avatar} size={20} />
          ) : (
            <Icon name={choice.kind === "department" ? "dept" : "role"} size="small" />
          )}
          <span className="ob-ell">{choice.name}</span>
          <button type="button" aria-label={t("remove", { name: choice.name })} onClick={() => toggle(choice)}>
            <Icon name="x" size="small" />
          </button>
        </li>
      ))}
    </ul>
  );
}
