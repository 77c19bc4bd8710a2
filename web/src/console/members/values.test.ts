import { expect, test } from "vitest";
import { cell, fits } from "./values";

test("a value fits its type, and an empty one every type", () => {
  for (const type of ["text", "number", "link", "phone", "date", "singleChoice"]) expect(fits(type, "")).toBe(true);
  expect(["7", "-3.5", "0"].every((text) => fits("number", text))).toBe(true);
  expect(["seven", "1,000", "1e9", ".5"].some((text) => fits("number", text))).toBe(false);
  expect(fits("link", "https://example.com/a")).toBe(true);
  expect(["example.com", "javascript:alert(1)", "http://a b"].some((text) => fits("link", text))).toBe(false);
  expect(fits("phone", "+86 571-8888")).toBe(true);
  expect(fits("phone", "call me")).toBe(false);
  expect(fits("date", "2026-01-31")).toBe(true);
  expect(fits("date", "31.1.2026")).toBe(false);
  expect(fits("text", "anything at all")).toBe(true);
});

test("what a spreadsheet would calculate is a text, and quotes stay what they are", () => {
  expect(cell("张伟")).toBe('"张伟"');
  expect(cell('a "b"')).toBe('"a ""b"""');
  for (const text of ["=1+1", "+86", "-1", "@a", "\tx"]) expect(cell(text)).toBe(`"'${text}"`);
});
