import { expect, test } from "vitest";
import { twice } from "./again";

const button = { closest: (selector: string) => selector.startsWith(".ant-btn") };
const elsewhere = { closest: () => null };

test("the second click of two on a button is one too many, and so is the third", () => {
  const { isAgain } = twice();
  expect([1, 2, 3].map((detail) => isAgain({ detail, target: button }))).toEqual([false, true, true]);
  expect(isAgain({ detail: 1, target: button })).toBe(false);
});

test("elsewhere clicks follow each other as they like", () => {
  const { isAgain } = twice();
  for (const target of [elsewhere, null, {}]) expect(isAgain({ detail: 2, target })).toBe(false);
});

test("whoever wrote something in between wishes anew, once", () => {
  const { isAgain, wrote } = twice();
  wrote();
  expect(isAgain({ detail: 1, target: button })).toBe(false);
  expect(isAgain({ detail: 2, target: button })).toBe(true);
  wrote();
  expect(isAgain({ detail: 2, target: button })).toBe(false);
  expect(isAgain({ detail: 3, target: button })).toBe(true);
});
