import { expect, test } from "vitest";
import { hue, hues, letters } from "./letters";

test.each([
  ["许清和", "清和"],
  ["张伟", "张伟"],
  ["薇", "薇"],
  ["阿依古丽·买买提江", "古丽"],
  ["Emily Carter", "EC"],
  ["ann", "AN"],
  ["Ann Mary Lee", "AL"],
  ["", ""],
  ["  ", ""],
  ["𠮷野家", "野家"],
])("%s has the letters %s", (name, expected) => {
  expect(letters(name)).toBe(expected);
});

test("two of one name in a list differ in hue, and others keep theirs", () => {
  const twin = Array.from({ length: 200 }, (_, index) => `u${index}`).find(
    (id) => id !== "u0" && hue(id) === hue("u0"),
  );
  const found = hues([
    { userId: "u0", name: "王海宁" },
    { userId: twin ?? "", name: "王海宁" },
    { userId: "u0b", name: "林知夏" },
  ]);
  expect(found.get("u0")).toBe(hue("u0"));
  expect(found.get(twin ?? "")).toBe((hue("u0") + 1) % 8);
  expect(found.get("u0b")).toBe(hue("u0b"));
});
