import { describe, expect, it } from "vitest";
import { CHOICES_MAX, hasChoices, moved, same, toSave, withTyped } from "./choices";

const SHIFTS = ["early", "late"];

describe("choices of a field", () => {
  it("get what is typed at their end, without blanks around", () => {
    expect(withTyped(SHIFTS, " night ", "singleChoice")).toEqual({ choices: ["early", "late", "night"] });
    expect(withTyped([], "night", "multiChoice")).toEqual({ choices: ["night"] });
    expect(SHIFTS).toEqual(["early", "late"]);
  });

  it("stay where blanks alone are typed", () => {
    expect(withTyped(SHIFTS, "  ", "singleChoice")).toEqual({ choices: SHIFTS });
  });

  it("have none twice; another case is another choice", () => {
    expect(withTyped(SHIFTS, "late ", "singleChoice")).toEqual({ wrong: "twice" });
    expect(withTyped(SHIFTS, "Late", "singleChoice")).toEqual({ choices: [...SHIFTS, "Late"] });
  });

  it("have no comma where several are chosen", () => {
    expect(withTyped(SHIFTS, "a,b", "multiChoice")).toEqual({ wrong: "comma" });
    expect(withTyped(SHIFTS, "a，b", "multiChoice")).toEqual({ choices: [...SHIFTS, "a，b"] });
    expect(withTyped(SHIFTS, "a,b", "singleChoice")).toEqual({ choices: [...SHIFTS, "a,b"] });
  });

  it("have an end", () => {
    const all = Array.from({ length: CHOICES_MAX }, (_, index) => `${index}`);
    expect(withTyped(all.slice(1), "more", "singleChoice").choices).toHaveLength(CHOICES_MAX);
    expect(withTyped(all, "more", "singleChoice")).toEqual({ wrong: "many" });
    expect(toSave(all, "", "singleChoice")).toEqual({ choices: all });
  });

  it("are not saved without any; what is typed and not yet added counts", () => {
    expect(toSave([], " ", "singleChoice")).toEqual({ wrong: "none" });
    expect(toSave([], "night", "singleChoice")).toEqual({ choices: ["night"] });
    expect(toSave(SHIFTS, "early", "singleChoice")).toEqual({ wrong: "twice" });
  });

  it("are put in order, and not beyond their ends", () => {
    const three = ["a", "b", "c"];
    expect(moved(three, 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(three, 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(three, 0, -1)).toEqual(three);
    expect(moved(three, 2, 3)).toEqual(three);
    expect(moved(three, 7, 0)).toEqual(three);
  });

  it("are the same in the same order alone", () => {
    expect(same(SHIFTS, ["early", "late"])).toBe(true);
    expect(same(SHIFTS, ["late", "early"])).toBe(false);
    expect(same(SHIFTS, ["early"])).toBe(false);
    expect(same(["early"], SHIFTS)).toBe(false);
  });

  it("belong to two types", () => {
    expect(["singleChoice", "multiChoice", "text", "person"].filter(hasChoices)).toEqual([
      "singleChoice",
      "multiChoice",
    ]);
  });
});
