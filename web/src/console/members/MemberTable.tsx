// biome-ignore-all lint/a11y/useSemanticElements: a table of which only the rows that are seen are there
// biome-ignore-all lint/a11y/useFocusableInteractive: what is within the cells has the focus
import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "antd";
import { type CSSProperties, type DragEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { PersonMark } from "../../shared/components/PersonMark";
import { phone } from "../../shared/text";
import { MEMBERS_PAGE } from "../api/directory";
import { type Member, stateOf } from "../api/types";
import { useSettled, useWidth } from "../parts/useSize";
import { type Column, fitting, tracks } from "./columns";
import { DRAG_PEOPLE } from "./Tree";
import type { Ticks } from "./useTicks";

const ROW = 40;
const ROW_NARROW = 60;

interface Props {
  /** Rows by their places; those that were not fetched yet are not there. */
  members: readonly (Member | undefined)[];
  total: number;
  /** Tells which pages are seen. */
  onPages: (pages: number[]) => void;
  ticks: Ticks;
  current?: string;
  onOpen: (member: Member) => void;
  narrow: boolean;
  /** Whether a person can be dragged to another place of this department. */
  arrangeable: boolean;
  onArrange: (member: Member, index: number) => void;
  onDrag: (members: Member[]) => void;
  dimmed: boolean;
  /** The chosen columns; those for which there is room are shown. */
  columns: readonly Column[];
}

/** Names that stand more than once in what is shown. */
function namesakes(members: readonly Member[]): Set<string> {
  const seen = new Map<string, number>();
  for (const { name } of members) if (name) seen.set(name, (seen.get(name) ?? 0) + 1);
  return new Set([...seen].filter(([, times]) => times > 1).map(([name]) => name));
}

export function StateWord({ member }: { member: Pick<Member, "active" | "disabled"> }) {
  const { t } = useTranslation("console");
  const state = stateOf(member);
  if (state === "active") return <span className="ob-3">{t("state.active")}</span>;
  return (
    <span className="oc-state" data-state={state}>
      <i aria-hidden="true" />
      {t(`state.${state}`)}
    </span>
  );
}

/** What tells one of two people of one name apart: the shortest thing that does. */
function apart(member: Member, twins: Set<string>): string | undefined {
  if (!member.name || !twins.has(member.name)) return undefined;
  return member.jobNumber || member.title || member.mobile?.slice(-4);
}

function Name({ member, hue, twins }: { member: Member; hue?: number; twins: Set<string> }) {
  const { t } = useTranslation("console");
  const account = member.accountKind !== "normal";
  const tells = apart(member, twins);
  return (
    <span className="oc-name">
      <PersonMark userId={member.userId} name={member.name} avatar={member.avatar} size={28} hue={hue} />
      <span className="ob-ell oc-name-text" title={member.name} dir="auto">
        {member.name || member.userId}
      </span>
      {tells && <span className="ob-mono ob-3 ob-sm">{tells}</span>}
      {member.protected && (
        <span className="ob-3" title={t("tree.protected")}>
          <Icon name="shield" size="small" />
          <span className="ob-sr">{t("tree.protected")}</span>
        </span>
      )}
      {member.leader && <span className="ob-tag ob-tag-primary">{t("member.leader")}</span>}
      {account && <span className="oc-tag-line">{t("member.account")}</span>}
    </span>
  );
}

/** What stands in a column. */
function Cell({ column, member }: { column: Column; member: Member }) {
  const { t } = useTranslation("console");
  const departments = member.departments.map((one) => one.name).join(t("comma"));
  const texts: Record<Exclude<Column, "state">, string | undefined> = {
    title: member.title,
    mobile: member.mobile && phone(member.mobile),
    email: member.email,
    jobNumber: member.jobNumber,
    departments,
  };
  const text = column === "state" ? undefined : texts[column];
  return (
    <span
      role="gridcell"
      className={`oc-c oc-c-${column} ob-ell${column === "jobNumber" ? " ob-mono" : ""}`}
      title={column === "mobile" ? undefined : text}
    >
      {column === "state" ? <StateWord member={member} /> : text}
    </span>
  );
}

/** People as rows of 40, no more in the document than are seen; a list of 60 on phones. */
export function MemberTable(props: Props) {
  const { members, total, onPages, ticks, current, onOpen, narrow, arrangeable, onArrange, onDrag, dimmed, columns } =
    props;
  const { t } = useTranslation("console");
  const box = useRef<HTMLDivElement>(null);
  const { ref: table, width } = useWidth<HTMLDivElement>();
  const shownColumns = narrow ? [] : fitting(columns, width);
  const [over, setOver] = useState<number>();
  const dragged = useRef<Member>(undefined);
  const height = narrow ? ROW_NARROW : ROW;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const pageOf = (index: number) => Math.floor(index / MEMBERS_PAGE);
  const seen = useSettled(`${pageOf(items[0]?.index ?? 0)},${pageOf(items.at(-1)?.index ?? 0)}`, 120);
  useEffect(() => {
    const [first = 0, last = 0] = seen.split(",").map(Number);
    onPages(first === last ? [first] : [first, last]);
  }, [seen, onPages]);
  const at = members.findIndex((member) => member?.userId === current);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  const shown = items.flatMap((item) => members[item.index] ?? []);
  const twins = namesakes(shown);
  const colours = hues(shown);
  const some = ticks.count > 0;
  const dropped = (event: DragEvent, index: number) => {
    event.preventDefault();
    setOver(undefined);
    const member = dragged.current;
    if (member) onArrange(member, index);
  };
  return (
    <div
      ref={table}
      className="oc-table"
      style={{ "--oc-columns": tracks(shownColumns) } as CSSProperties}
      role="grid"
      aria-label={t("member.table")}
      aria-rowcount={total + 1}
      aria-busy={dimmed}
    >
      <div role="row" className="oc-row oc-row-head" aria-rowindex={1}>
        <span role="columnheader" className="oc-c-tick">
          <Checkbox
            aria-label={t("member.tickAll", { count: total })}
            checked={some && ticks.count === total}
            indeterminate={some && ticks.count < total}
            onChange={(event) => (event.target.checked ? ticks.everything() : ticks.clear())}
          />
        </span>
        <span role="columnheader" className="oc-c-name">
          {t("member.name")}
        </span>
        {shownColumns.map((column) => (
          <span key={column} role="columnheader" className={`oc-c oc-c-${column}`}>
            {t(`member.${column}`)}
          </span>
        ))}
      </div>
      <div className="ob-scroll" ref={box} style={{ opacity: dimmed ? 0.6 : 1 }}>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const member = members[item.index];
            const place = { transform: `translateY(${item.start}px)`, height };
            if (!member) {
              return (
                <div key={item.key} role="presentation" className="oc-row" style={place}>
                  <span className="oc-c-tick" />
                  <span className="oc-c-name">
                    <span className="ob-skeleton" style={{ width: "50%" }} />
                  </span>
                </div>
              );
            }
            const ticked = ticks.has(member.userId);
            return (
              // biome-ignore lint/a11y: the keys are those of the page; the name is a button
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={ticked}
                data-current={member.userId === current || undefined}
                data-off={member.disabled || undefined}
                data-drop={over === item.index || undefined}
                className="oc-row"
                style={place}
                draggable
                onClick={() => onOpen(member)}
                onDragStart={(event) => {
                  const people = ticked ? ticks.members : [member];
                  event.dataTransfer.setData(DRAG_PEOPLE, people.map((one) => one.userId).join());
                  event.dataTransfer.effectAllowed = "move";
                  dragged.current = member;
                  onDrag(people);
                }}
                onDragEnd={() => {
                  dragged.current = undefined;
                  setOver(undefined);
                }}
                onDragOver={(event) => {
                  if (!arrangeable || !dragged.current) return;
                  event.preventDefault();
                  setOver(item.index);
                }}
                onDrop={(event) => dropped(event, item.index)}
              >
                {/* biome-ignore lint/a11y: the box within has the keys */}
                <span role="gridcell" className="oc-c-tick" onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    aria-label={t("member.tick", { name: member.name })}
                    checked={ticked}
                    onChange={(event) => ticks.toggle(item.index, (event.nativeEvent as MouseEvent).shiftKey)}
                  />
                </span>
                <span role="gridcell" className="oc-c-name">
                  <button type="button" className="oc-row-open">
                    <Name member={member} hue={colours.get(member.userId)} twins={twins} />
                    {narrow && (
                      <span className="ob-person-2 ob-ell oc-row-second">
                        {[member.title, stateOf(member) === "active" ? "" : t(`state.${stateOf(member)}`)]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    )}
                  </button>
                </span>
                {shownColumns.map((column) => (
                  <Cell key={column} column={column} member={member} />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
