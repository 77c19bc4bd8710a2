import { expect, test } from "vitest";
import type { Member } from "../api/types";
import { likely } from "./likely";

const people = (...titles: (string | undefined)[]) =>
  titles.map((title, at) => ({ userId: `u${at}`, name: `n${at}`, title }) as Member);

test("the title that most have is likely, and whoever leads becomes the manager", () => {
  const found = likely(people("Head", "Engineer", "Engineer", "Engineer", "Writer"), [{ userId: "u0", name: "Lin" }]);
  expect(found.title).toBe("Engineer");
  expect(found.titles).toEqual(["Engineer", "Writer"]);
  expect(found.manager).toEqual({ id: "u0", name: "Lin" });
});

test("nothing is likely where nothing is shared", () => {
  expect(likely(people("A", "B", "C", undefined), []).title).toBeUndefined();
  expect(likely(people("A"), []).title).toBeUndefined();
  expect(likely(people("A", "A", "B", "C"), []).title).toBeUndefined();
  expect(likely([], [])).toEqual({ titles: [], title: undefined, manager: undefined });
});

test("no more than a few titles are told", () => {
  expect(likely(people("A", "B", "C", "D", "E", "F"), []).titles).toHaveLength(4);
});
