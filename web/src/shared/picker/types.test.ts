import { expect, test } from "vitest";
import { type Choice, keyOf, toggled } from "./types";

const ann: Choice = { kind: "person", userId: "1", name: "Ann" };
const rd: Choice = { kind: "department", deptId: 1, name: "R&D" };
const clerk: Choice = { kind: "role", roleId: 1, name: "Clerk" };
const staff: Choice = { kind: "roleGroup", groupId: 1, name: "Staff" };

test("things of different kinds are never taken for each other", () => {
  expect(new Set([ann, rd, clerk, staff].map(keyOf)).size).toBe(4);
});

test("a click chooses, another gives up, by what it is and not by its name", () => {
  expect(toggled([], ann, 2)).toEqual([ann]);
  expect(toggled([ann, rd], { ...ann, name: "Anne" }, 2)).toEqual([rd]);
});

test("above the limit nothing is chosen; with a limit of one the last is replaced", () => {
  expect(toggled([ann, rd], clerk, 2)).toEqual([ann, rd]);
  expect(toggled([ann], rd, 1)).toEqual([rd]);
  expect(toggled([ann], ann, 1)).toEqual([]);
});
