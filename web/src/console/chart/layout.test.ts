import { expect, test } from "vitest";
import { type ChartNode, placed, ROW, wayTo, wire } from "./layout";

const node = (id: string, childCount: number, count = 10): ChartNode => ({ id, name: id, childCount, count });
const below: Record<string, ChartNode[]> = { a: [node("b", 2, 5), node("c", 0, 1)], b: [node("d", 0), node("e", 0)] };
const boxes = (open: string[]) =>
  placed(
    node("a", 2),
    (id) => below[id],
    (id) => open.includes(id),
  );

test("a parent stands beside the middle of its children, and nothing overlaps", () => {
  const all = boxes(["a", "b"]);
  const y = Object.fromEntries(all.map((box) => [box.id, box.y]));
  expect(y).toEqual({ d: 0, e: ROW, b: ROW / 2, c: 2 * ROW, a: 1.25 * ROW });
  const spots = all.map((box) => `${box.x}:${box.y}`);
  expect(new Set(spots).size).toBe(all.length);
});

test("what is closed is not there", () => {
  expect(boxes([]).map((box) => box.id)).toEqual(["a"]);
  expect(boxes(["b"]).map((box) => box.id)).toEqual(["a"]);
});

test("a share is never more than all", () => {
  const all = boxes(["a", "b"]);
  expect(all.find((box) => box.id === "b")?.share).toBe(0.5);
  expect(all.find((box) => box.id === "d")?.share).toBe(1);
});

test("the way leads to the root", () => {
  expect([...wayTo(boxes(["a", "b"]), "e")]).toEqual(["e", "b", "a"]);
  expect(wayTo(boxes(["a"]), "e").size).toBe(0);
});

test("a line to a box on the same height is straight", () => {
  const all = placed(
    node("a", 1),
    () => [node("b", 0)],
    (id) => id === "a",
  );
  const [a, b] = all;
  if (!a || !b) throw new Error("two boxes");
  expect(wire(a, b)).toBe("M232 26H280");
});
