// biome-ignore-all lint/a11y/useSemanticElements: a table of which only the rows that are seen are there
// biome-ignore-all lint/a11y/useFocusableInteractive: what is within the cells has the focus
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type DragEvent, memo, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { hues } from "../../shared/components/letters";
import { PersonMark } from "../../shared/components/PersonMark";
import { phone } from "../../shared/text";
import { MEMBERS_PAGE, type Rows } from "../api/rows";
import { type Member, stateOf } from "../api/types";
import { StateWord } from "../parts/StateWord";
import { useSettled, useWidth } from "../parts/useSize";
import { type Column, fitting, tracks } from "./columns";
import { DRAG_PEOPLE } from "./Tree";
import type { Ticks } from "./useTicks";

const ROW = 40;
const ROW_NARROW = 60;

interface Props {
  /** Rows by their places; those that were not fetched yet are not there. */
  rows: Rows;
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

/** What tells one of two people of one name apart: the shortest thing that does. */
function apart(member: Member, twins: Set<string>): string | undefined {
  if (!member.name || !twins.has(member.name)) return undefined;
  return member.jobNumber || member.title || member.mobile?.slice(-4);
}

interface NameProps {
  member: Member;
  hue?: number;
  tells?: string;
  /** Below the name, where there are no columns. */
  second?: string;
}

function Name({ member, hue, tells, second }: NameProps) {
  const { t } = useTranslation("console");
  const account = member.accountKind !== "normal";
  const state = stateOf(member);
  return (
    <span className="oc-name">
      <PersonMark
        userId={member.userId}
        name={member.name}
        avatar={member.avatar}
        size={second === undefined ? 28 : 36}
        hue={hue}
      />
      <span className="oc-name-both">
        <span className="oc-name">
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
          {second !== undefined && state !== "active" && (
            <span className={`ob-tag ${state === "inactive" ? "ob-tag-warning" : ""}`}>{t(`state.${state}`)}</span>
          )}
        </span>
        {second && <span className="ob-person-2 ob-ell">{second}</span>}
      </span>
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

/** What rows ask of the table that they stand in; one object for as long as it is there, so that rows are not drawn anew. */
interface Asked {
  toggle: (index: number, range: boolean) => void;
  open: (member: Member) => void;
  dragStarted: (event: DragEvent, member: Member, ticked: boolean) => void;
  dragEnded: () => void;
  draggedOver: (event: DragEvent, index: number) => void;
  dropped: (event: DragEvent, index: number) => void;
}

interface RowProps {
  member: Member;
  index: number;
  start: number;
  height: number;
  ticked: boolean;
  current: boolean;
  over: boolean;
  hue?: number;
  /** What tells this one from another of the same name. */
  tells?: string;
  /** Names of columns, so that equal ones are the same; absent on phones. */
  columns?: string;
  asked: RefObject<Asked>;
}

/** A person of the table; drawn anew only when something of its own has changed. */
const PersonRow = memo(function PersonRow(props: RowProps) {
  const { member, index, start, height, ticked, current, over, hue, tells, columns, asked } = props;
  const { t } = useTranslation("console");
  const number = member.jobNumber && `${t("member.job_number")} ${member.jobNumber}`;
  const second = columns === undefined ? [member.title, number].filter(Boolean).join(" · ") : undefined;
  return (
    // biome-ignore lint/a11y: the keys are those of the page; the name is a button
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={ticked}
      data-current={current || undefined}
      data-off={member.disabled || undefined}
      data-drop={over || undefined}
      className="oc-row"
      style={{ transform: `translateY(${start}px)`, height }}
      draggable
      onClick={() => asked.current.open(member)}
      onDragStart={(event) => asked.current.dragStarted(event, member, ticked)}
      onDragEnd={() => asked.current.dragEnded()}
      onDragOver={(event) => asked.current.draggedOver(event, index)}
      onDrop={(event) => asked.current.dropped(event, index)}
    >
      {/* biome-ignore lint/a11y: the box within has the keys */}
      <span role="gridcell" className="oc-c-tick" onClick={(event) => event.stopPropagation()}>
        <label className="oc-tick-place">
          <input
            type="checkbox"
            className="oc-tick"
            aria-label={t("member.tick", { name: member.name })}
            checked={ticked}
            onChange={(event) => asked.current.toggle(index, (event.nativeEvent as MouseEvent).shiftKey)}
          />
        </label>
      </span>
      <span role="gridcell" className="oc-c-name">
        <button type="button" className="oc-row-open">
          <Name member={member} hue={hue} tells={second === undefined ? tells : undefined} second={second} />
        </button>
      </span>
      {columns?.split(",").map((column) => column && <Cell key={column} column={column as Column} member={member} />)}
    </div>
  );
});

function Head({ columns, ticks, total }: { columns: readonly Column[]; ticks: Ticks; total: number }) {
  const { t } = useTranslation("console");
  return (
    <div role="row" className="oc-row oc-row-head" aria-rowindex={1}>
      <span role="columnheader" className="oc-c-tick">
        <input
          type="checkbox"
          className="oc-tick"
          aria-label={t("member.tickAll", { count: total })}
          checked={ticks.count > 0 && ticks.count === total}
          ref={(box) => {
            if (box) box.indeterminate = ticks.count > 0 && ticks.count < total;
          }}
          onChange={(event) => (event.target.checked ? ticks.everything() : ticks.clear())}
        />
      </span>
      <span role="columnheader" className="oc-c-name">
        {t("member.name")}
      </span>
      {columns.map((column) => (
        <span key={column} role="columnheader" className={`oc-c oc-c-${column}`}>
          {t(`member.${column}`)}
        </span>
      ))}
    </div>
  );
}

/** What dragging a person does: within the table to another place, or out of it to a department. */
function useDragging({ ticks, arrangeable, onArrange, onDrag }: Props) {
  const [over, setOver] = useState<number>();
  const dragged = useRef<Member>(undefined);
  const ended = () => {
    dragged.current = undefined;
    setOver(undefined);
  };
  return {
    over,
    dragStarted: (event: DragEvent, member: Member, ticked: boolean) => {
      const people = ticked ? ticks.members : [member];
      event.dataTransfer.setData(DRAG_PEOPLE, people.map((one) => one.userId).join());
      event.dataTransfer.effectAllowed = "move";
      dragged.current = member;
      onDrag(people);
    },
    dragEnded: ended,
    draggedOver: (event: DragEvent, index: number) => {
      if (!arrangeable || !dragged.current) return;
      event.preventDefault();
      setOver(index);
    },
    dropped: (event: DragEvent, index: number) => {
      event.preventDefault();
      setOver(undefined);
      if (dragged.current) onArrange(dragged.current, index);
    },
  };
}

/** People as rows of 40, no more in the document than are seen; a list of 60 on phones. */
export function MemberTable(props: Props) {
  const { rows, total, onPages, ticks, current, onOpen, narrow, dimmed, columns } = props;
  const { t } = useTranslation("console");
  const box = useRef<HTMLDivElement>(null);
  const { ref: table, width } = useWidth<HTMLDivElement>();
  const shownColumns = narrow ? [] : fitting(columns, width);
  const { over, ...dragging } = useDragging(props);
  const asked = useRef<Asked>(undefined as never);
  asked.current = { toggle: ticks.toggle, open: onOpen, ...dragging };
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
  const at = rows.indexOf(current);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  const shown = items.flatMap((item) => rows.at(item.index) ?? []);
  const twins = namesakes(shown);
  const colours = hues(shown);
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
      <Head columns={shownColumns} ticks={ticks} total={total} />
      <div className="ob-scroll" ref={box} style={{ opacity: dimmed ? 0.6 : 1 }}>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const member = rows.at(item.index);
            if (!member) return <Unknown key={item.key} start={item.start} height={height} />;
            return (
              <PersonRow
                key={item.key}
                member={member}
                index={item.index}
                start={item.start}
                height={height}
                ticked={ticks.has(member.userId)}
                current={member.userId === current}
                over={over === item.index}
                hue={colours.get(member.userId)}
                tells={apart(member, twins)}
                columns={narrow ? undefined : shownColumns.join()}
                asked={asked}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where somebody stands who was not fetched yet. */
const Unknown = memo(function Unknown({ start, height }: { start: number; height: number }) {
  return (
    <div role="presentation" className="oc-row" style={{ transform: `translateY(${start}px)`, height }}>
      <span className="oc-c-tick" />
      <span className="oc-c-name">
        <span className="ob-skeleton" style={{ width: "50%" }} />
      </span>
    </div>
  );
});
