// The pages of the console: where they are, what they are called, and the module that opens them.

import type { IconName } from "../../shared/components/Icon";

export interface PageEntry {
  /** Below `/console/`; also the key of its name. */
  path: string;
  icon: IconName;
  /** The letter after G. */
  letter?: string;
}

export interface PageGroup {
  name?: "directory" | "changes" | "rules" | "integration";
  pages: PageEntry[];
}

export const GROUPS: PageGroup[] = [
  { pages: [{ path: "overview", icon: "home", letter: "o" }] },
  {
    name: "directory",
    pages: [
      { path: "members", icon: "users", letter: "m" },
      { path: "chart", icon: "chart", letter: "c" },
      { path: "roles", icon: "role" },
      { path: "external", icon: "globe" },
      { path: "partners", icon: "link" },
      { path: "accounts", icon: "id" },
      { path: "leavers", icon: "leave" },
    ],
  },
  {
    name: "changes",
    pages: [
      { path: "import", icon: "upload", letter: "i" },
      { path: "applications", icon: "inbox" },
    ],
  },
  {
    name: "rules",
    pages: [
      { path: "visibility", icon: "eye", letter: "v" },
      { path: "fields", icon: "field" },
      { path: "admins", icon: "key" },
    ],
  },
  {
    name: "integration",
    pages: [
      { path: "apps", icon: "plug", letter: "a" },
      { path: "audit", icon: "log" },
      { path: "settings", icon: "gear" },
    ],
  },
];

export const PAGES: PageEntry[] = GROUPS.flatMap((group) => group.pages);
