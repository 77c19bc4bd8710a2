import { expect, test } from "vitest";
import type { AdminKind } from "../../shared/api/session";
import { groupsOf, opens, PAGES } from "./pages";
import { powerOf } from "./power";

const MODULES = ["contacts", "roles", "visibility", "externalContacts", "accounts", "partners", "industry"];
const ALL = [...MODULES, "integrations", "audit", "organization"];
/** Nobody is refused these: they tell each what is his. */
const EVERYBODY = ["overview", "admins", "audit", "settings"];

const power = (kind: AdminKind, modules: string[], deptIds: number[]) => powerOf({ kind, modules, deptIds });
const shown = (modules: string[], deptIds: number[]) =>
  PAGES.map((page) => page.path).filter(
    (path) => opens(path, power("sub", modules, deptIds)) && !EVERYBODY.includes(path),
  );

test("who administers everything has every page", () => {
  for (const kind of ["creator", "primary"] as const)
    expect(PAGES.filter(({ path }) => !opens(path, power(kind, ALL, [])))).toEqual([]);
  expect(shown(ALL, [1])).toHaveLength(PAGES.length - EVERYBODY.length);
});

test("each module opens its pages, for single departments only those that make sense there", () => {
  const pages = Object.fromEntries(ALL.map((module) => [module, [shown([module], [1]), shown([module], [7])]]));
  const people = ["members", "chart", "leavers", "import", "applications"];
  expect(pages).toEqual({
    contacts: [people, people],
    roles: [["roles"], ["roles"]],
    visibility: [["visibility"], []],
    externalContacts: [["external", "import"], []],
    accounts: [["accounts"], ["accounts"]],
    partners: [["partners"], []],
    industry: [["partners"], []],
    integrations: [["apps"], []],
    audit: [[], []],
    organization: [[], []],
  });
  expect(shown(["contacts", "visibility"], [1])).toContain("fields");
  expect(shown(["contacts", "visibility"], [7])).not.toContain("fields");
});

test("who administers nothing, and an address that is none, open no page", () => {
  expect(opens("members", powerOf(undefined))).toBe(false);
  expect(opens("apps", power("none", ALL, [1]))).toBe(false);
  expect(opens("nowhere", power("creator", ALL, [1]))).toBe(false);
});

test("a group without pages is not shown", () => {
  const names = groupsOf(power("sub", ["roles"], [7])).map((group) => group.name);
  expect(names).toEqual([undefined, "directory", "rules", "integration"]);
});
