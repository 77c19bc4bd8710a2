// biome-ignore-all lint/correctness/noComponentHookFactories: the names of keys, not of components

import { useVirtualizer } from "@tanstack/react-virtual";
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import type { Branch } from "../api/types";
import { type TreeRow, useTree } from "./useTree";

const ROW = 30;
export const DRAG_DEPARTMENT = "application/x-orgbook-department";
export const DRAG_PEOPLE = "application/x-orgbook-people";

type Node = Extract<TreeRow, { kind: "node" }>;
export type Where = "before" | "into" | "after";

interface Props {
  selected: number;
  onSelect: (deptId: number) => void;
  /** A department was dropped: on which, and where. */
  onPlace: (moved: Node, on: Node, where: Where, siblings: Branch[]) => void;
  /** People were dropped on a department. */
  onPeople: (branch: Branch) => void;
  /** Opens these, so that the selected one is seen. */
  path: readonly number[];
}

function where(event: DragEvent): Where {
  const box = event.currentTarget.getBoundingClientRect();
  const at = (event.clientY - box.top) / box.height;
  return at < 0.3 ? "before" : at > 0.7 ? "after" : "into";
}

function Markers({ branch }: { branch: Branch }) {
  const { t } = useTranslation("console");
  const marks = [
    branch.hidden && (["eyeoff", "tree.hidden"] as const),
    branch.limited && (["lock", "tree.restricted"] as const),
    branch.mirrored && (["link", "tree.mirrored"] as const),
  ];
  return marks.map(
    (mark) =>
      mark && (
        <span key={mark[0]} className="ob-3 oc-tree-mark" title={t(mark[1])}>
          <Icon name={mark[0]} size="small" />
          <span className="ob-sr">{t(mark[1])}</span>
        </span>
      ),
  );
}

/** The departments: rows as they are needed, the arrows of a tree, drag with a twin on the keyboard. */
export function Tree({ selected, onSelect, onPlace, onPeople, path }: Props) {
  const { t, i18n } = useTranslation("console");
  const { rows, open, more, error, pending, retry } = useTree();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(selected);
  const [over, setOver] = useState<{ id: number; at: Where }>();
  const dragged = useRef<Node>(undefined);
  const typed = useRef({ text: "", at: 0 });
  const way = path.join();
  useEffect(() => {
    for (const id of way.split(",").slice(0, -1)) if (id) open(idOf(id), true);
  }, [way, open]);
  useEffect(() => setActive(selected), [selected]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const nodes = rows.filter((row): row is Node => row.kind === "node");
  const at = nodes.findIndex((node) => node.branch.deptId === active);
  const siblings = (node: Node) =>
    nodes.filter((other) => other.parentId === node.parentId).map((other) => other.branch);
  const focus = (node?: Node) => {
    if (!node) return;
    setActive(node.branch.deptId);
    virtual.scrollToIndex(rows.indexOf(node));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-id="${node.branch.deptId}"]`)?.focus());
  };
  const nudge = (node: Node, by: -1 | 1) => {
    const same = nodes.filter((other) => other.parentId === node.parentId);
    const other = same[same.indexOf(node) + by];
    if (other) onPlace(node, other, by < 0 ? "before" : "after", siblings(other));
  };
  /** Into the department that stands above it. */
  const inward = (node: Node) => {
    const same = nodes.filter((other) => other.parentId === node.parentId);
    const above = same[same.indexOf(node) - 1];
    if (above) onPlace(node, above, "into", siblings(above));
  };
  /** Whether a row is the department that is dragged, or below it: nothing goes into itself. */
  const withinDragged = (row: Node) => {
    for (let at: Node | undefined = row; at; at = nodes.find((other) => other.branch.deptId === at?.parentId))
      if (at.branch.deptId === dragged.current?.branch.deptId) return true;
    return false;
  };
  const pressed = (event: KeyboardEvent) => {
    const node = nodes[at];
    if (!node || event.metaKey || event.ctrlKey) return;
    const { branch } = node;
    const parent = nodes.find((other) => other.branch.deptId === node.parentId);
    const acts: Record<string, () => void> = event.altKey
      ? {
          ArrowUp: () => nudge(node, -1),
          ArrowDown: () => nudge(node, 1),
          ArrowRight: () => inward(node),
          ArrowLeft: () => parent && parent.depth > 0 && onPlace(node, parent, "after", siblings(parent)),
        }
      : {
          ArrowDown: () => focus(nodes[at + 1]),
          ArrowUp: () => focus(nodes[at - 1]),
          Home: () => focus(nodes[0]),
          End: () => focus(nodes.at(-1)),
          ArrowRight: () => (node.open ? focus(nodes[at + 1]) : branch.childCount && open(branch.deptId, true)),
          ArrowLeft: () => (node.open ? open(branch.deptId, false) : focus(parent)),
          Enter: () => onSelect(branch.deptId),
          " ": () => onSelect(branch.deptId),
        };
    const act = acts[event.key];
    if (act) act();
    else if (event.key.length === 1 && !event.altKey) jump(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const jump = (event: KeyboardEvent) => {
    const fresh = event.timeStamp - typed.current.at > 800;
    typed.current = { text: (fresh ? "" : typed.current.text) + event.key.toLowerCase(), at: event.timeStamp };
    const order = [...nodes.slice(at + (fresh ? 1 : 0)), ...nodes.slice(0, at)];
    focus(order.find((node) => node.branch.name.toLowerCase().startsWith(typed.current.text)));
  };
  if (error) return <ErrorState error={error} retry={retry} />;
  if (pending && rows.length === 0) return <SkeletonRows height={ROW} rows={6} />;
  return (
    <div className="ob-scroll oc-tree" ref={box}>
      <div role="tree" aria-label={t("tree.title")} style={{ height: virtual.getTotalSize() }} onKeyDown={pressed}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const place = { transform: `translateY(${item.start}px)`, paddingLeft: 8 + row.depth * 16 };
          if (row.kind === "loading") {
            return (
              <div key={item.key} className="oc-tree-row" style={place} aria-hidden="true">
                <span className="ob-skeleton" style={{ width: "60%", marginLeft: 22 }} />
              </div>
            );
          }
          if (row.kind === "more") {
            return (
              <div key={item.key} className="oc-tree-row" style={place}>
                <button type="button" className="ob-text-button ob-sm oc-tree-more" onClick={() => more(row.parentId)}>
                  {t("tree.more")}
                </button>
              </div>
            );
          }
          const { branch } = row;
          const drop = over?.id === branch.deptId ? over.at : undefined;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
            <div
              key={item.key}
              role="treeitem"
              data-id={branch.deptId}
              data-drop={drop}
              className="oc-tree-row ob-row"
              style={place}
              tabIndex={branch.deptId === active || (at < 0 && item.index === 0) ? 0 : -1}
              aria-level={row.depth + 1}
              aria-setsize={row.size}
              aria-posinset={row.place}
              aria-selected={branch.deptId === selected}
              aria-expanded={branch.childCount ? row.open : undefined}
              draggable={row.depth > 0}
              // The keys are for the row that has the focus, however it came there.
              onFocus={() => setActive(branch.deptId)}
              onClick={() => {
                setActive(branch.deptId);
                onSelect(branch.deptId);
              }}
              onDoubleClick={() => branch.childCount > 0 && open(branch.deptId, !row.open)}
              onDragStart={(event) => {
                dragged.current = row;
                event.dataTransfer.setData(DRAG_DEPARTMENT, String(branch.deptId));
                event.dataTransfer.effectAllowed = "move";
              }}
              onDragEnd={() => {
                dragged.current = undefined;
                setOver(undefined);
              }}
              onDragOver={(event) => {
                const people = event.dataTransfer.types.includes(DRAG_PEOPLE);
                if (!people && (!dragged.current || withinDragged(row))) return;
                event.preventDefault();
                setOver({ id: branch.deptId, at: people || row.depth === 0 ? "into" : where(event) });
              }}
              onDragLeave={() => setOver((before) => (before?.id === branch.deptId ? undefined : before))}
              onDrop={(event) => {
                event.preventDefault();
                setOver(undefined);
                if (event.dataTransfer.types.includes(DRAG_PEOPLE)) return onPeople(branch);
                const moved = dragged.current;
                if (!moved || withinDragged(row)) return;
                onPlace(moved, row, row.depth === 0 ? "into" : where(event), siblings(row));
              }}
            >
              {branch.childCount > 0 ? (
                <span
                  className="oc-tree-arrow"
                  data-open={row.open || undefined}
                  aria-hidden="true"
                  onClick={(event) => {
                    event.stopPropagation();
                    open(branch.deptId, !row.open);
                  }}
                >
                  <Icon name="chev" size="small" />
                </span>
              ) : (
                <span className="oc-tree-arrow" aria-hidden="true" />
              )}
              <span className="ob-ell" title={branch.name}>
                {branch.name}
              </span>
              <Markers branch={branch} />
              <span className="oc-tree-count">{count(branch.memberCount, i18n.language)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
