import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hasten } from "./early.ts";

const NOTHING = { files: [], shared: [], words: {}, pages: {} };
const MEMBERS = "/v1.0/orgbook/console/members";
const DEPARTMENTS = "/v1.0/orgbook/console/departments/0";

/** What a page asks for early, without its query. */
function asked(pathname: string, kept: () => string | null, search = ""): string[] {
  const paths: string[] = [];
  vi.stubGlobal("location", { pathname, search });
  vi.stubGlobal("localStorage", { getItem: (key: string) => (key === "ob-modules" ? kept() : null) });
  vi.stubGlobal("fetch", async (path: string) => {
    paths.push(path.split("?")[0] ?? "");
    return new Response("{}");
  });
  hasten(NOTHING);
  return paths;
}

beforeEach(() => {
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("requestAnimationFrame", () => 0);
  vi.stubGlobal("window", {});
});
afterEach(() => vi.unstubAllGlobals());

test.each(["/console", "/console/", "/console/members"])("%s asks for people and departments at once", (path) => {
  const all = ["/v1.0/orgbook/session", MEMBERS, DEPARTMENTS];
  expect(asked(path, () => "roles contacts audit")).toEqual(all);
  expect(asked(path, () => null)).toEqual(all);
  const refuses = () => {
    throw new DOMException("no storage here", "SecurityError");
  };
  expect(asked(path, refuses)).toEqual(all);
});

test.each(["", "roles", "roles externalContacts", "contactsOfOthers"])(
  "nobody with “%s” alone asks for people",
  (kept) => {
    expect(asked("/console/members", () => kept)).toEqual(["/v1.0/orgbook/session"]);
    expect(asked("/console", () => kept)).toEqual(["/v1.0/orgbook/session"]);
  },
);

test("other pages ask for the session alone, and those outside of the console for nothing", () => {
  expect(asked("/console/roles", () => "contacts")).toEqual(["/v1.0/orgbook/session"]);
  expect(asked("/contacts", () => "contacts")).toEqual([]);
});
