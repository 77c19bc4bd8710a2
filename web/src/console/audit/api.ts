// The log aloud: who did what, and what was before and after.

import { useInfiniteQuery } from "@tanstack/react-query";
import { isId } from "../../shared/api/exact";
import type { Session } from "../../shared/api/session";
import type { ChangeKind } from "../../shared/components/ChangeMark";
import { read } from "../api/own";

export interface AuditEntry {
  number: number;
  at: number;
  kind: string;
  actor: { kind: string; id?: string; name?: string; corpId?: string };
  from: string;
  route: string;
  object: { kind: string; id: string; name?: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

export interface AuditFilter {
  from?: number;
  to?: number;
  actor?: string;
  object?: string;
  kind?: string;
}

/** Whether somebody is told all of the log, and not what he did himself alone. */
export function readsLog(admin: Session["admin"]): boolean {
  return admin?.kind !== "sub" || admin.modules.includes("audit");
}

interface Page {
  entries: AuditEntry[];
  nextCursor?: string;
}

export function fetchAudit(filter: AuditFilter, cursor?: string, size = 50): Promise<Page> {
  return read("audit", { ...filter, cursor, size });
}

export function useAudit(filter: AuditFilter, size = 50) {
  return useInfiniteQuery({
    queryKey: ["audit", filter, size],
    queryFn: ({ pageParam }) => fetchAudit(filter, pageParam, size),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Members that hold where somebody or something is. */
const PLACES = new Set(["departments", "deptIds", "deptIdList", "parentId"]);

/** What tells a row apart: an entry has one for each thing that it changed. */
export function keyOf({ number, object }: AuditEntry): string {
  return `${number}:${object.kind}:${object.id}`;
}

/** Which of the five marks stands for an entry. */
export function markOf(entry: AuditEntry): ChangeKind {
  if (entry.kind.endsWith(".added")) return "join";
  if (entry.kind.endsWith(".removed")) return "leave";
  return Object.keys(entry.after ?? {}).some((name) => PLACES.has(name)) ? "move" : "change";
}

export interface FieldChange {
  name: string;
  from?: unknown;
  to?: unknown;
}

/** What is different, member by member. */
export function changesOf({ before, after }: AuditEntry): FieldChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.map((name) => ({ name, from: before?.[name], to: after?.[name] }));
}

/** Departments that a value names, so that they can be called by their names. */
export function departmentsIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(departmentsIn);
  const deptId = (value as { deptId?: unknown } | null | undefined)?.deptId;
  return isId(deptId) ? [deptId] : [];
}

/** Names that one change tells; the others are counted. */
export const NAMES_MAX = 5;

/** People whom a member of an entry holds by their userids. */
export function peopleIn(name: string, value: unknown): string[] {
  if (!/userids?$/i.test(name)) return [];
  const ids = Array.isArray(value) ? value : [value];
  return ids.filter((id): id is string => typeof id === "string" && id !== "");
}

/** Whether a member of an entry is a point in time. */
export function isMoment(name: string, value: unknown): value is number {
  return typeof value === "number" && /(At|Until|Since|^at)$/.test(name);
}

/** Whom or what the entries are about that are shown. */
export interface About {
  kind: "person" | "department" | "role";
  id: string;
}

const ABOUT = /^(person|department|role):(.+)$/;

/** Whom or what an address names. */
export function aboutOf(text: string | undefined): About | undefined {
  const [, kind, id] = ABOUT.exec(text ?? "") ?? [];
  return kind && id ? { kind: kind as About["kind"], id } : undefined;
}

/** How the log is asked for it. Of a person everything is told that has his userid, as what he administers and how he signs in. */
export function objectOf({ kind, id }: About): string {
  return kind === "person" ? id : `${kind}:${id}`;
}

/** What stands for departments, roles, and switches. */
export interface Said {
  department: (deptId: number) => string;
  role: (roleId: number) => string;
  flag: (on: boolean) => string;
  /** What a part of a value is called. */
  member: (name: string) => string;
}

/** A value as one short text. */
export function short(value: unknown, said: Said): string {
  if (value === undefined || value === null || value === "") return "";
  if (typeof value === "boolean") return said.flag(value);
  if (Array.isArray(value)) return value.map((one) => short(one, said)).join(", ");
  if (typeof value === "object") {
    const named = value as { name?: unknown; deptId?: unknown; roleId?: unknown };
    if (typeof named.name === "string") return named.name;
    if (isId(named.roleId)) return said.role(named.roleId);
    if (isId(named.deptId)) return said.department(named.deptId);
    // What is off stands nowhere, and what is on is said by its name alone.
    const parts = Object.entries(value).filter(([, part]) => part !== false && short(part, said) !== "");
    return parts
      .map(([name, part]) => (part === true ? said.member(name) : `${said.member(name)}: ${short(part, said)}`))
      .join(", ");
  }
  return String(value);
}
