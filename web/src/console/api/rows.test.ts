import { describe, expect, it } from "vitest";
import { MEMBERS_PAGE, Rows } from "./rows";
import type { Member } from "./types";

const page = (from: number, length: number) =>
  Array.from({ length }, (_, at) => ({ userId: `u${from + at}`, name: `n${from + at}` }) as Member);
// The first page and one far below; nothing of what is between.
const FAR = 9000;
const rows = new Rows([
  [FAR, page(FAR * MEMBERS_PAGE, 40)],
  [0, page(0, MEMBERS_PAGE)],
]);

describe("people by their places", () => {
  it("finds who stands somewhere, and where somebody stands", () => {
    expect(rows.at(99)?.userId).toBe("u99");
    expect(rows.at(FAR * MEMBERS_PAGE + 39)?.userId).toBe("u900039");
    expect(rows.indexOf("u900000")).toBe(FAR * MEMBERS_PAGE);
  });

  it("knows nobody where nothing was fetched", () => {
    expect(rows.at(100)).toBeUndefined();
    expect(rows.at(FAR * MEMBERS_PAGE + 40)).toBeUndefined();
    expect(rows.at(-1)).toBeUndefined();
    expect(rows.indexOf("nobody")).toBe(-1);
    expect(rows.indexOf(undefined)).toBe(-1);
  });

  it("lists those that were fetched from top to bottom", () => {
    expect(rows.all).toHaveLength(MEMBERS_PAGE + 40);
    expect(rows.all.at(-1)?.userId).toBe("u900039");
    expect(rows.between(98, FAR * MEMBERS_PAGE + 1).map((one) => one.userId)).toEqual([
      "u98",
      "u99",
      "u900000",
      "u900001",
    ]);
  });
});
