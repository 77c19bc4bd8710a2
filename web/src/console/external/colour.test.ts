import { expect, test } from "vitest";
import { colour, colourNumber } from "./colour";

test("a colour goes to the page and back", () => {
  for (const number of [-15220075, -11687445, -543394, -1, -16777216])
    expect(colourNumber(colour(number))).toBe(number);
  expect(colour(7)).toBe("#000007");
  expect(colour(-15220075)).toBe("#17c295");
});
