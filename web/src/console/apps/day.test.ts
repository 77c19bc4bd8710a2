import { expect, test } from "vitest";
import { BAR, between, failures, type Hour, isBad, median, parts, share, sums } from "./day";

const HOUR = 3_600_000;

/** Hours from a moment on: delivered and failed of each. */
function hours(...told: [number, number][]): Hour[] {
  return told.map(([delivered, failed], at) => ({ from: at * HOUR, delivered, failed }));
}

test("a day is the sum of its hours", () => {
  expect(sums([])).toEqual({ delivered: 0, failed: 0 });
  expect(sums(hours([2, 1], [0, 0], [3, 4]))).toEqual({ delivered: 5, failed: 5 });
});

test("a share is never rounded up to all of it, and of nothing there is none", () => {
  expect(share(hours([0, 0]), "en")).toBeUndefined();
  expect(share(hours([0, 3]), "en")).toBe("0%");
  expect(share(hours([1, 0]), "en")).toBe("100%");
  expect(share(hours([99_999, 1]), "en")).toBe("99.99%");
  expect(share(hours([2, 1]), "zh-CN")).toBe("66.66%");
});

test("one failure in a hundred is no trouble", () => {
  expect(isBad(hours([0, 0]))).toBe(false);
  expect(isBad(hours([99, 1]))).toBe(false);
  expect(isBad(hours([98, 2]))).toBe(true);
  expect(isBad(hours([0, 1]))).toBe(true);
});

test("what failed and what was taken are both seen in a bar", () => {
  expect(parts({ from: 0, delivered: 0, failed: 0 })).toEqual({ delivered: 0, failed: 0 });
  expect(parts({ from: 0, delivered: 7, failed: 0 })).toEqual({ delivered: BAR, failed: 0 });
  expect(parts({ from: 0, delivered: 0, failed: 7 })).toEqual({ delivered: 0, failed: BAR });
  for (const [delivered, failed] of [
    [10_000, 1],
    [1, 10_000],
    [3, 3],
  ] as const) {
    const bar = parts({ from: 0, delivered, failed });
    expect(bar.delivered + bar.failed).toBe(BAR);
    expect(Math.min(bar.delivered, bar.failed)).toBeGreaterThan(2);
  }
});

test("hours in a row in which something failed are one time", () => {
  const found = failures(hours([1, 0], [0, 1], [2, 2], [0, 0], [0, 9]));
  expect(found).toEqual([
    { from: HOUR, until: 3 * HOUR },
    { from: 4 * HOUR, until: 5 * HOUR },
  ]);
  expect(failures(hours([1, 0]))).toEqual([]);
});

test("a time is told as it is where one is", () => {
  const noon = new Date(2026, 10, 30, 12).getTime();
  expect(between({ from: noon })).toBe("12:00–13:00");
  expect(between({ from: noon, until: noon + 12 * HOUR })).toBe("12:00–00:00");
});

test("the middle is of what was taken at the first try, and of nothing there is none", () => {
  const one = (tookMs: number, taken = true, attempts = 1) => ({ taken, attempts, tookMs });
  expect(median([])).toBeUndefined();
  expect(median([one(30_000, false, 3), one(9000, true, 2)])).toBeUndefined();
  expect(median([one(41)])).toBe(41);
  expect(median([one(300), one(0), one(12), one(9000, true, 2)])).toBe(12);
  expect(median([one(10), one(21), one(5000), one(1), one(30_000, false)])).toBe(16);
});
