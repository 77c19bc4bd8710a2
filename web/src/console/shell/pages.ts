// The pages of the console: where they are, what they are called, and the module that opens them.

import type { IconName } from "../../shared/components/Icon";
import type { Power } from "./power";

export interface PageEntry {
  /** Below `/console/`; also the key of its name. */
  path: string;
  icon: IconName;
  /** The letter after G. */
  letter?: string;
  /** Who can use it; everybody who administers anything when absent. The server asks the same of every call. */
  opens?: (power: Power) => boolean;
}

export interface PageGroup {
  name?: "directory" | "changes" | "rules" | "integration";
  pages: PageEntry[];
}

const contacts = ({ may }: Power) => may("contacts");
/** With this module for the whole organization. */
const whole =
  (...modules: string[]) =>
  (power: Power) =>
    power.whole && modules.some(power.may);

export const GROUPS: PageGroup[] = [
  { pages: [{ path: "overview", icon: "home", letter: "o" }] },
  {
    name: "directory",
    pages: [
      { path: "members", icon: "users", letter: "m", opens: contacts },
      { path: "chart", icon: "chart", letter: "c", opens: contacts },
      { path: "roles", icon: "role", opens: ({ may }) => may("roles") },
      { path: "external", icon: "globe", opens: whole("externalContacts") },
      { path: "partners", icon: "link", opens: whole("partners", "industry") },
      { path: "accounts", icon: "id", opens: ({ may }) => may("accounts") },
      { path: "leavers", icon: "leave", opens: contacts },
    ],
  },
  {
    name: "changes",
    pages: [
      {
        path: "import",
        icon: "upload",
        letter: "i",
        opens: (power) => contacts(power) || whole("externalContacts")(power),
      },
      { path: "applications", icon: "inbox", opens: contacts },
    ],
  },
  {
    name: "rules",
    pages: [
      { path: "visibility", icon: "eye", letter: "v", opens: whole("visibility") },
      { path: "fields", icon: "field", opens: (power) => contacts(power) && whole("visibility")(power) },
      { path: "admins", icon: "key" },
    ],
  },
  {
    name: "integration",
    pages: [
      { path: "apps", icon: "plug", letter: "a", opens: whole("integrations") },
      { path: "audit", icon: "log" },
      { path: "settings", icon: "gear" },
    ],
  },
];

export const PAGES: PageEntry[] = GROUPS.flatMap((group) => group.pages);

/** Whether a page is of use to somebody; no page is where none is called so. */
export function opens(path: string, power: Power): boolean {
  const page = PAGES.find((one) => one.path === path);
  return page !== undefined && (page.opens?.(power) ?? true);
}

/** The groups with the pages that are of use to somebody. */
export function groupsOf(power: Power): PageGroup[] {
  const groups = GROUPS.map((group) => ({ ...group, pages: group.pages.filter(({ path }) => opens(path, power)) }));
  return groups.filter((group) => group.pages.length > 0);
}
