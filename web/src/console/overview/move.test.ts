import { expect, test } from "vitest";
import type { Branch, DepartmentPage, DeptRef } from "../api/types";
import { type Move, moveOf, placeOf, whyNot } from "./move";

/** What is different between two states, as the log tells it. */
function changes(before: Record<string, unknown>, after: Record<string, unknown>) {
  return Object.keys(after).map((name) => ({ name, from: before[name], to: after[name] }));
}

function told(before: Record<string, unknown>, after: Record<string, unknown>, kind = "department.changed") {
  return moveOf(kind, changes(before, after));
}

function branch(deptId: number, name: string, parentId?: number): Branch {
  const none = { order: deptId, childCount: 0, memberCount: 0, directMemberCount: 0 };
  return { deptId, name, parentId, ...none, hidden: false, limited: false, hasLeaders: false, mirrored: false };
}

function page(department: Branch, path: DeptRef[], departments: Branch[] = []): DepartmentPage {
  return { department, path, leaders: [], departments, rowCount: departments.length };
}

const ROOT = { deptId: 1, name: "Acme" };
const MOVE: Move = { from: 2, to: 3 };

test("a move is an entry that tells of the parent, and of the place at most", () => {
  expect(told({ parentId: 2 }, { parentId: 3 })).toEqual({ from: 2, to: 3, order: undefined });
  const placed = told({ parentId: 2, order: 5 }, { parentId: 3, order: 6 });
  expect(placed).toEqual({ from: 2, to: 3, order: { from: 5, to: 6 } });
  expect(placed && placeOf(placed, "from")).toEqual({ parent_id: 2, order: 5 });
  expect(placeOf(MOVE, "to")).toEqual({ parent_id: 3 });
});

test("what is no move, or more than one, is none", () => {
  expect(told({ order: 5 }, { order: 6 })).toBeUndefined();
  expect(told({ name: "Lab" }, { name: "Labs" })).toBeUndefined();
  expect(told({ parentId: 2, name: "Lab" }, { parentId: 3, name: "Labs" })).toBeUndefined();
  expect(told({ parentId: 2, order: 5, code: "a" }, { parentId: 3, order: 6, code: "b" })).toBeUndefined();
  expect(told({}, { parentId: 3 })).toBeUndefined();
  expect(told({ parentId: 2 }, { parentId: 3 }, "user.changed")).toBeUndefined();
  expect(told({}, { parentId: 3 }, "department.added")).toBeUndefined();
});

test("a department goes back where it came from", () => {
  const now = page(branch(7, "Lab", 3), [ROOT, { deptId: 3, name: "Sales" }, { deptId: 7, name: "Lab" }]);
  const parent = page(branch(2, "Research", 1), [ROOT, { deptId: 2, name: "Research" }], [branch(8, "Shop", 2)]);
  expect(whyNot(MOVE, now, parent)).toBeUndefined();
});

test("what is in the way is told apart", () => {
  const now = page(branch(7, "Lab", 3), [ROOT]);
  const parent = page(branch(2, "Research", 1), [ROOT, { deptId: 2, name: "Research" }], [branch(8, "Lab", 2)]);
  expect(whyNot(MOVE, undefined, parent)).toBe("gone");
  expect(whyNot(MOVE, page(branch(7, "Lab", 4), [ROOT]), parent)).toBe("changedSince");
  expect(whyNot(MOVE, now, undefined)).toBe("parentGone");
  expect(whyNot(MOVE, now, parent)).toBe("nameTaken");
  const below = page(branch(2, "Research", 7), [ROOT, { deptId: 7, name: "Lab" }, { deptId: 2, name: "Research" }]);
  expect(whyNot(MOVE, now, below)).toBe("circle");
});
