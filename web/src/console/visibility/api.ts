// Rules about who sees whom: in one shape here, in the shape of their own calls on the wire.

import { useQuery } from "@tanstack/react-query";
import { contact, own, read } from "../api/own";

export type RuleKind = "hide" | "restrict" | "fields";
export type RangeType = "onlySelf" | "onlySelfDeptAndChild" | "excludeNode";

export interface Chosen {
  person: string[];
  department: number[];
  role: number[];
}

export interface Rule {
  id?: number;
  kind: RuleKind;
  name: string;
  description: string;
  active: boolean;
  /** Who is hidden, whose fields are, or who sees less. */
  objects: Chosen;
  excludes: Chosen;
  search: boolean;
  profile: boolean;
  type: RangeType;
  hideFields: string[];
}

export const NOBODY: Chosen = { person: [], department: [], role: [] };

export function newRule(kind: RuleKind): Rule {
  return {
    kind,
    name: "",
    description: "",
    active: true,
    objects: NOBODY,
    excludes: NOBODY,
    search: true,
    profile: true,
    type: "onlySelfDeptAndChild",
    hideFields: kind === "fields" ? ["mobile"] : [],
  };
}

interface Wire {
  id?: number;
  name?: string;
  description?: string;
  active?: boolean;
  objectStaffIds?: string[];
  objectDeptIds?: number[];
  objectTagIds?: number[];
  excludeStaffIds?: string[];
  subjectUserIds?: string[];
  subjectDeptIds?: number[];
  subjectTagIds?: number[];
  excludeUserIds?: string[];
  excludeDeptIds?: number[];
  excludeTagIds?: number[];
  hideInSearch?: boolean;
  hideInUserProfile?: boolean;
  restrictInSearch?: boolean;
  restrictInUserProfile?: boolean;
  type?: RangeType;
  hideFields?: string[];
}

/** A rule as its own call takes it; `impact` and `explain` take the same. */
export function toWire(rule: Rule): Wire {
  const { id, name, description, active, objects, excludes } = rule;
  const same = { id, name, description, active, excludeDeptIds: excludes.department, excludeTagIds: excludes.role };
  if (rule.kind === "restrict") {
    return {
      ...same,
      type: rule.type,
      subjectUserIds: objects.person,
      subjectDeptIds: objects.department,
      subjectTagIds: objects.role,
      excludeUserIds: excludes.person,
      restrictInSearch: rule.search,
      restrictInUserProfile: rule.profile,
    };
  }
  const hides = {
    ...same,
    objectStaffIds: objects.person,
    objectDeptIds: objects.department,
    objectTagIds: objects.role,
    excludeStaffIds: excludes.person,
  };
  if (rule.kind === "fields") return { ...hides, hideFields: rule.hideFields };
  return { ...hides, hideInSearch: rule.search, hideInUserProfile: rule.profile };
}

function fromWire(kind: RuleKind, wire: Wire): Rule {
  return {
    id: wire.id,
    kind,
    name: wire.name ?? "",
    description: wire.description ?? "",
    active: wire.active ?? false,
    objects: {
      person: wire.objectStaffIds ?? wire.subjectUserIds ?? [],
      department: wire.objectDeptIds ?? wire.subjectDeptIds ?? [],
      role: wire.objectTagIds ?? wire.subjectTagIds ?? [],
    },
    excludes: {
      person: wire.excludeStaffIds ?? wire.excludeUserIds ?? [],
      department: wire.excludeDeptIds ?? [],
      role: wire.excludeTagIds ?? [],
    },
    search: wire.hideInSearch ?? wire.restrictInSearch ?? false,
    profile: wire.hideInUserProfile ?? wire.restrictInUserProfile ?? false,
    type: wire.type ?? "onlySelfDeptAndChild",
    hideFields: wire.hideFields ?? [],
  };
}

const PATHS: Record<RuleKind, { path: string; save: "PUT" | "POST" }> = {
  hide: { path: "contactHideSettings", save: "PUT" },
  restrict: { path: "restrictions/settings", save: "PUT" },
  fields: { path: "staffAttributes/visibilitySettings", save: "POST" },
};
const PAGE = 100;

async function everyRule(kind: RuleKind): Promise<Rule[]> {
  const found: Rule[] = [];
  let nextToken: number | undefined = 0;
  do {
    const asked = { nextToken, maxResults: PAGE };
    const page: { hasMore: boolean; nextToken?: number; nextCursor?: number; list: Wire[] } = await contact(
      "GET",
      PATHS[kind].path,
      undefined,
      asked,
    );
    found.push(...page.list.map((wire) => fromWire(kind, wire)));
    nextToken = page.hasMore ? (page.nextToken ?? page.nextCursor) : undefined;
  } while (nextToken !== undefined);
  return found;
}

export function useRules(kind: RuleKind) {
  return useQuery({ queryKey: ["rules", kind], queryFn: () => everyRule(kind) });
}

export async function saveRule(rule: Rule): Promise<number> {
  const { path, save } = PATHS[rule.kind];
  return (await contact<{ result: number }>(save, path, toWire(rule))).result;
}

export function deleteRule(rule: Rule): Promise<unknown> {
  return contact("DELETE", `${PATHS[rule.kind].path}/${rule.id}`);
}

export interface Difference {
  pairs: number;
  viewers: number;
  targets: number;
}

export interface Impact {
  lose: Difference;
  gain: Difference;
  sample: { viewer: string; target: string }[];
}

export function fetchImpact(rule: object, signal?: AbortSignal): Promise<Impact> {
  return own("POST", "impact", { rule }, signal);
}

export interface RuleRef {
  id: string;
  origin: "api" | "console" | "builtin";
  kind: string;
  name: string;
}

interface Verdict {
  visible: boolean;
  rules: RuleRef[];
}

export interface Explanation {
  surfaces: Record<"tree" | "search" | "profile", Verdict>;
  fields: Record<string, Verdict>;
}

/** Why one sees another or not: as things are, and as they would be with a rule that is not saved. */
export async function explain(
  viewer: string,
  target: string,
  rule?: Rule,
): Promise<{ now: Explanation; then?: Explanation }> {
  if (rule) return own("POST", "explain", { viewer, target, rule: toWire(rule) });
  return { now: await read<Explanation>("explain", { viewer, target }) };
}

/** Fields that a rule can hide. */
export const ATTRIBUTES = [
  "name",
  "mobile",
  "email",
  "department",
  "title",
  "job_number",
  "manager",
  "ext_number",
  "work_station",
  "remark",
  "hire_date",
] as const;
