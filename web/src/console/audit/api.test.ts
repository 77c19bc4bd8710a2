import { expect, test, vi } from "vitest";

// Calls ask where the page is.
vi.stubGlobal("location", { origin: "http://127.0.0.1" });
const { aboutOf, objectOf } = await import("./api");

test("an address names people, departments and roles; anything else names nothing", () => {
  expect(aboutOf("person:ann:lee")).toEqual({ kind: "person", id: "ann:lee" });
  expect(aboutOf("department:7")).toEqual({ kind: "department", id: "7" });
  for (const wrong of [undefined, "", "person", "person:", "app:key", "ann"]) expect(aboutOf(wrong)).toBeUndefined();
});

test("of a person everything with the userid is asked for, of other things their own entries", () => {
  expect(objectOf({ kind: "person", id: "ann" })).toBe("ann");
  expect(objectOf({ kind: "department", id: "7" })).toBe("department:7");
  expect(objectOf({ kind: "role", id: "3" })).toBe("role:3");
});
