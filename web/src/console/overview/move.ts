// A department's move, and whether there is a way back.

import { isId } from "../../shared/api/exact";
import type { DepartmentPage } from "../api/types";
import type { FieldChange } from "../audit/api";

/** Where a department stood and where it was moved, with its place among the others where that changed, too. */
export interface Move {
  from: number;
  to: number;
  order?: { from: number; to: number };
}

/** The move that an entry of a kind tells by its changes, where it tells of nothing else. */
export function moveOf(kind: string, changes: readonly FieldChange[]): Move | undefined {
  if (kind !== "department.changed") return undefined;
  const parent = changes.find((one) => one.name === "parentId");
  const order = changes.find((one) => one.name === "order");
  if (!parent || changes.length !== (order ? 2 : 1)) return undefined;
  if (!isId(parent.from) || !isId(parent.to)) return undefined;
  const placed = order && isId(order.from) && isId(order.to) ? { from: order.from, to: order.to } : undefined;
  return order && !placed ? undefined : { from: parent.from, to: parent.to, order: placed };
}

/** What a call says of one side of a move. */
export function placeOf({ order, ...move }: Move, side: "from" | "to") {
  return { parent_id: move[side], ...(order ? { order: order[side] } : {}) };
}

/** Why a department is not put back. */
export type WhyNot = "gone" | "changedSince" | "parentGone" | "circle" | "nameTaken";

/** What is in the way of putting a department back, as it stands now and as its old parent does; absent is what is not there any more. */
export function whyNot(move: Move, now?: DepartmentPage, parent?: DepartmentPage): WhyNot | undefined {
  const department = now?.department;
  if (!department) return "gone";
  if (department.parentId !== move.to) return "changedSince";
  if (!parent?.department) return "parentGone";
  if (parent.path.some((step) => step.deptId === department.deptId)) return "circle";
  return parent.departments.some((one) => one.name === department.name) ? "nameTaken" : undefined;
}
