import { expect, test, vi } from "vitest";

// Calls ask where the page is.
vi.stubGlobal("location", { origin: "http://127.0.0.1" });
const { aboutOf, objectOf, short } = await import("./api");

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

const said = {
  department: (deptId: number) => `department ${deptId}`,
  role: (roleId: number) => `role ${roleId}`,
  flag: (on: boolean) => (on ? "on" : "off"),
  member: (name: string) => `word of ${name}`,
};

test("a value is told in words, and what has a name by its name", () => {
  expect([undefined, null, "", [], {}].map((value) => short(value, said))).toEqual(["", "", "", "", ""]);
  expect(short(false, said)).toBe("off");
  expect(short([{ deptId: 7 }, { roleId: 3 }, { name: "ann", deptId: 7 }], said)).toBe("department 7, role 3, ann");
});

test("a value of several parts tells those that are there", () => {
  expect(short({ byLink: true, byName: false, address: "" }, said)).toBe("word of byLink");
  expect(short({ days: 30, invitations: true, of: [{ deptId: 7 }] }, said)).toBe(
    "word of days: 30, word of invitations, word of of: department 7",
  );
});
