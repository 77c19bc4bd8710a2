// The people picker as administrators have it: it finds everybody whom they administer, whoever else may see them.

import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { PeoplePicker } from "../../shared/picker/PeoplePicker";
import { PickerButton } from "../../shared/picker/PickerButton";
import { type Choice, keyOf } from "../../shared/picker/types";
import { useConsole } from "../shell/context";
import { powerOf } from "../shell/power";
import { pickSource } from "./pickSource";

export type PickKind = "person" | "department" | "role";

export interface Picked {
  kind: PickKind;
  /** userId, or the number of a department or role as text. */
  id: string;
  name: string;
}

function pickedOf(choice: Choice): Picked | undefined {
  const { name } = choice;
  if (choice.kind === "person") return { kind: "person", id: choice.userId, name };
  if (choice.kind === "department") return { kind: "department", id: String(choice.deptId), name };
  return choice.kind === "role" ? { kind: "role", id: String(choice.roleId), name } : undefined;
}

/** `kind:id` as the shared picker writes it. */
function keyOfPicked(key: string): string {
  const [kind, id = ""] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (kind === "person") return keyOf({ kind, userId: id, name: "" });
  if (kind === "department") return keyOf({ kind, deptId: idOf(id), name: "" });
  return keyOf({ kind: "role", roleId: idOf(id), name: "" });
}

interface ListProps {
  kinds: readonly PickKind[];
  onPick: (picked: Picked) => void;
  /** What is picked already, as `kind:id`. */
  taken?: ReadonlySet<string>;
}

/** What both forms hand to the shared picker. */
function useShared({ kinds, onPick, taken }: ListProps) {
  const { t } = useTranslation("console");
  const { admin } = useConsole().session;
  const keys = useMemo(() => new Set([...(taken ?? [])].map(keyOfPicked)), [taken]);
  const pick = (choice?: Choice) => {
    const picked = choice && pickedOf(choice);
    if (picked) onPick(picked);
  };
  return {
    kinds,
    source: useMemo(() => pickSource(kinds, powerOf(admin)), [kinds, admin]),
    taken: keys,
    label: t(`pick.${kinds.length > 1 ? "any" : kinds[0]}`),
    pick,
  };
}

const NOTHING: readonly Choice[] = [];

/** A field and what it finds, for what is over the page already. */
export function PickList(props: ListProps) {
  const { pick, ...shared } = useShared(props);
  return (
    <div className="pk-over">
      <PeoplePicker {...shared} compact limit={1} value={NOTHING} onChange={([choice]) => pick(choice)} />
    </div>
  );
}

interface Props extends ListProps {
  children?: ReactNode;
  label?: string;
  /** Stays open for the next pick. */
  several?: boolean;
  /** Where the page opens it, too. */
  opened?: boolean;
  onOpened?: (open: boolean) => void;
}

/** A button that opens a field for people, departments or roles. */
export function Picker({ children, label, several, opened, onOpened, ...list }: Props) {
  const { t } = useTranslation("console");
  const { pick, label: _field, ...shared } = useShared(list);
  return (
    <PickerButton {...shared} several={several} opened={opened} onOpened={onOpened} onPick={pick}>
      {children ?? (
        <Button className="oc-touch" size="small" icon={<Icon name="plus" size="small" />}>
          {label ?? t("pick.add")}
        </Button>
      )}
    </PickerButton>
  );
}
