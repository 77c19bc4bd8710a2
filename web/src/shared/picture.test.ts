import { expect, test } from "vitest";
import { over, within } from "./picture";

test("the whole picture is in the square, in its middle", () => {
  expect(within(200, 100, 96)).toEqual({ x: 0, y: 24, width: 96, height: 48 });
  expect(within(100, 400, 96)).toEqual({ x: 36, y: 0, width: 24, height: 96 });
  expect(within(50, 50, 96)).toEqual({ x: 0, y: 0, width: 96, height: 96 });
});

test("a picture without any extent takes no room", () => {
  expect(within(0, 0, 96)).toEqual({ x: 48, y: 48, width: 0, height: 0 });
});

test("a picture that fills the square is cut off on both sides alike", () => {
  expect(over(200, 100, 100)).toEqual({ x: -50, y: 0, width: 200, height: 100 });
  expect(over(100, 400, 50)).toEqual({ x: 0, y: -75, width: 50, height: 200 });
  expect(over(0, 0, 96)).toEqual({ x: 48, y: 48, width: 0, height: 0 });
});
