import { expect, test } from "vitest";
import { ApiError, isAbsent, isSignedOut, isTransient } from "./errors";

test("only what may help is asked again", () => {
  const of = (status: number) => isTransient(new ApiError(status, "", ""));
  expect([0, 429, 500, 503].map(of)).toEqual([true, true, true, true]);
  expect([400, 401, 403, 404].map(of)).toEqual([false, false, false, false]);
  expect(isTransient(new Error("a defect"))).toBe(false);
});

test("absent and signed out are told by status", () => {
  expect(isAbsent(new ApiError(404, "person.notFound", ""))).toBe(true);
  expect(isAbsent(new ApiError(403, "", ""))).toBe(false);
  expect(isSignedOut(new ApiError(401, "", ""))).toBe(true);
  expect(isSignedOut(new TypeError())).toBe(false);
});
