import { expect, test } from "vitest";
import { COLUMNS, columnsOf, fitting, tracks } from "./columns";

test("what was kept is a choice; what was kept wrongly is the usual one", () => {
  const usual = ["title", "mobile", "jobNumber", "state"];
  for (const wrong of [null, 7, "title", {}]) expect(columnsOf(wrong)).toEqual(usual);
  expect(columnsOf(["state", "email", "nothing"])).toEqual(["email", "state"]);
  expect(columnsOf([])).toEqual([]);
});

test("where it is narrow columns go in their order, never the state", () => {
  expect(fitting(COLUMNS, 2000)).toEqual([...COLUMNS]);
  expect(fitting(COLUMNS, 800)).toEqual(["title", "mobile", "jobNumber", "departments", "state"]);
  expect(fitting(COLUMNS, 640)).toEqual(["title", "mobile", "jobNumber", "state"]);
  expect(fitting(COLUMNS, 600)).toEqual(["title", "mobile", "state"]);
  expect(fitting(COLUMNS, 450)).toEqual(["title", "state"]);
  expect(fitting(COLUMNS, 100)).toEqual(["state"]);
  expect(fitting([], 2000)).toEqual([]);
});

test("tracks stand in the order of the columns", () => {
  expect(tracks(["state"])).toBe("44px minmax(140px, 1.5fr) 116px");
});
