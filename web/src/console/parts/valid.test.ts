import type { FormInstance } from "antd";
import { afterEach, expect, test, vi } from "vitest";
import { valid } from "./valid";

afterEach(() => vi.useRealTimers());

/** A form in which this stands; nothing where a field is wrong. */
function formWith(typed: object | undefined) {
  const form = { typed, validateFields: async () => form.typed ?? Promise.reject(new Error("a field is wrong")) };
  return form as typeof form & FormInstance;
}

test("the same is taken once when it is sent twice in a moment", async () => {
  vi.useFakeTimers();
  const form = formWith({ name: "Sales" });
  expect(await Promise.all([valid(form), valid(form)])).toEqual([{ name: "Sales" }, undefined]);
  vi.advanceTimersByTime(999);
  expect(await valid(form)).toBeUndefined();
  vi.advanceTimersByTime(1);
  expect(await valid(form)).toEqual({ name: "Sales" });
});

test("what was corrected, and what stands in another form, is taken at once", async () => {
  const form = formWith({ name: "Sales" });
  expect(await valid(form)).toEqual({ name: "Sales" });
  form.typed = { name: "Sales 2" };
  expect(await valid(form)).toEqual({ name: "Sales 2" });
  expect(await valid(formWith({ name: "Sales 2" }))).toEqual({ name: "Sales 2" });
});

test("where a field is wrong nothing is taken, and nothing is remembered", async () => {
  const form = formWith(undefined);
  expect(await valid(form)).toBeUndefined();
  form.typed = { name: "Sales" };
  expect(await valid(form)).toEqual({ name: "Sales" });
});
