import { useQuery } from "@tanstack/react-query";
import { Button, Popover } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { ThingMark } from "../../shared/components/ThingMark";
import { fetchDepartment, searchDepartments, searchPeople, TOP } from "../api/directory";
import { useRoleGroups } from "../api/roles";
import { useSettled } from "./useSize";

export type PickKind = "person" | "department" | "role";

export interface Picked {
  kind: PickKind;
  /** userId, or the number of a department or role as text. */
  id: string;
  name: string;
  more?: string;
}

/** People and departments by text; the departments of the top, and roles, without one. */
function useChoices(q: string, kinds: readonly PickKind[], open: boolean) {
  const roles = useRoleGroups();
  const found = useQuery<Picked[]>({
    queryKey: ["pick", q, kinds],
    enabled: open,
    placeholderData: (before) => before,
    queryFn: async ({ signal }): Promise<Picked[]> => {
      const wants = (kind: PickKind) => kinds.includes(kind);
      const none: never[] = [];
      const [people, departments] = await Promise.all([
        wants("person") && q ? searchPeople(q, signal) : none,
        wants("department") ? departmentsFor(q, signal) : none,
      ]);
      return [
        ...people.map((one) => ({
          kind: "person" as const,
          id: one.userId,
          name: one.name ?? one.userId,
          more: [one.jobNumber, one.title].filter(Boolean).join(" · "),
        })),
        ...departments,
      ];
    },
  });
  const words = q.toLowerCase();
  const groups = kinds.includes("role") ? (roles.data ?? []) : [];
  const named = groups.flatMap((group) =>
    group.roles
      .filter((role) => role.name.toLowerCase().includes(words))
      .map((role) => ({ kind: "role" as const, id: String(role.id), name: role.name, more: group.name })),
  );
  return { choices: [...(found.data ?? []), ...named.slice(0, 20)] as Picked[], loading: found.isPending && open };
}

async function departmentsFor(q: string, signal: AbortSignal): Promise<Picked[]> {
  const picked = (deptId: number, name: string, more?: string): Picked => ({
    kind: "department",
    id: String(deptId),
    name,
    more,
  });
  if (!q) {
    const top = await fetchDepartment(TOP, 0, signal);
    const [first] = top.departments;
    if (!first) return [];
    const below = await fetchDepartment(first.deptId, 0, signal);
    return [
      ...top.departments.map((one) => picked(one.deptId, one.name)),
      ...below.departments.map((one) => picked(one.deptId, one.name, first.name)),
    ];
  }
  const hits = await searchDepartments(q, signal);
  const above = (hit: (typeof hits)[number]) => hit.path.slice(0, -1).map((step) => step.name);
  return hits.map((hit) => picked(hit.deptId, hit.name, above(hit).join(" / ")));
}

export function PickMark({ picked }: { picked: Picked }) {
  if (picked.kind === "role") return <ThingMark icon="role" size={24} />;
  return <ThingMark icon="dept" size={24} />;
}

interface ListProps {
  kinds: readonly PickKind[];
  open: boolean;
  onPick: (picked: Picked) => void;
  /** Ids that are picked already, as `kind:id`. */
  taken?: ReadonlySet<string>;
}

/** A field and what it finds: the rows are those of every list. */
export function PickList({ kinds, open, onPick, taken }: ListProps) {
  const { t } = useTranslation("console");
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const { choices, loading } = useChoices(useSettled(text.trim(), 80), kinds, open);
  const free = choices.filter((choice) => !taken?.has(`${choice.kind}:${choice.id}`));
  const current = Math.min(at, free.length - 1);
  const take = (choice?: Picked) => choice && onPick(choice);
  return (
    <div className="oc-pick">
      <input
        className="oc-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={free.length ? `${list}-${current}` : undefined}
        aria-label={t(`pick.${kinds.length > 1 ? "any" : kinds[0]}`)}
        placeholder={t(`pick.${kinds.length > 1 ? "any" : kinds[0]}`)}
        // biome-ignore lint/a11y/noAutofocus: the field opens because somebody wants to type
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") setAt(Math.min(current + 1, free.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(current - 1, 0));
          else if (event.key === "Enter") take(free[current]);
          else return;
          event.preventDefault();
        }}
      />
      <div role="listbox" id={list} className="oc-pick-list" aria-label={t("pick.found")}>
        {free.map((choice, index) => (
          // biome-ignore lint/a11y: the field keeps the focus, its keys choose
          <div
            key={`${choice.kind}:${choice.id}`}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            className="oc-pick-row"
            onMouseMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            <PickRow picked={choice} />
          </div>
        ))}
        {!loading && free.length === 0 && (
          <p className="ob-3 ob-sm oc-pick-none">{t(text ? "pick.none" : "pick.type")}</p>
        )}
      </div>
    </div>
  );
}

function PickRow({ picked }: { picked: Picked }) {
  if (picked.kind === "person") {
    return <PersonName person={{ userId: picked.id, name: picked.name }} size={28} second={picked.more} />;
  }
  return (
    <>
      <PickMark picked={picked} />
      <span className="ob-grow ob-person">
        <span className="ob-ell oc-block">{picked.name}</span>
        {picked.more && <span className="ob-person-2 ob-ell">{picked.more}</span>}
      </span>
    </>
  );
}

interface Props extends Omit<ListProps, "open"> {
  children?: ReactNode;
  label?: string;
  /** Stays open for the next pick. */
  several?: boolean;
  /** Where the page opens it, too. */
  opened?: boolean;
  onOpened?: (open: boolean) => void;
}

/** A button that opens a field for people, departments or roles. */
export function Picker({ children, label, several, onPick, opened, onOpened, ...more }: Props) {
  const { t } = useTranslation("console");
  const [own, setOwn] = useState(false);
  const open = opened ?? own;
  const setOpen = onOpened ?? setOwn;
  const pick = (picked: Picked) => {
    if (!several) setOpen(false);
    onPick(picked);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={<PickList {...more} open={open} onPick={pick} />}
    >
      {children ?? (
        <Button className="oc-touch" size="small" icon={<Icon name="plus" size="small" />}>
          {label ?? t("pick.add")}
        </Button>
      )}
    </Popover>
  );
}
