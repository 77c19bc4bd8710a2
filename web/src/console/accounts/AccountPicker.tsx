import type { ReactNode } from "react";
import { PickerButton } from "../../shared/picker/PickerButton";
import type { PickerPerson, PickerSource } from "../../shared/picker/types";
import { ACCOUNTS_PAGE, type AccountRow, fetchAccounts } from "./api";

function personOf({ userId, name, avatar, title, jobNumber, departments: [department] }: AccountRow): PickerPerson {
  return { userId, name, avatar, title, jobNumber, department };
}

/** One list and a search, by the module of accounts alone: a tree of departments would need another one. */
function sourceOf(state: "all" | "none"): PickerSource {
  return {
    id: `accounts-${state}`,
    top: 0,
    async department(_deptId, cursor, signal) {
      const offset = Number(cursor ?? 0);
      const page = await fetchAccounts({ state, offset }, signal);
      const next = offset + ACCOUNTS_PAGE;
      return {
        path: [],
        departments: [],
        members: page.accounts.map(personOf),
        nextCursor: next < page.rowCount ? String(next) : undefined,
      };
    },
    async search(q, _kinds, signal) {
      const page = await fetchAccounts({ state, q, offset: 0 }, signal);
      return { people: page.accounts.map(personOf), departments: [] };
    },
    roles: async () => ({ roles: [] }),
  };
}

const SOURCES = { all: sourceOf("all"), none: sourceOf("none") };
const PEOPLE = ["person"] as const;

interface Props {
  /** Of those who have an account, or of those who have none. */
  state: keyof typeof SOURCES;
  onPick: (picked: { id: string; name: string }) => void;
  /** Who is not to be chosen. */
  without?: string;
  label?: string;
  children?: ReactNode;
}

/** A button that opens a field for people with an enterprise account, or without one. */
export function AccountPicker({ state, onPick, without, label, children }: Props) {
  return (
    <PickerButton
      kinds={PEOPLE}
      source={SOURCES[state]}
      taken={without === undefined ? undefined : new Set([`p${without}`])}
      label={label}
      onPick={(choice) => choice.kind === "person" && onPick({ id: choice.userId, name: choice.name })}
    >
      {children}
    </PickerButton>
  );
}
