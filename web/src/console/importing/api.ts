// Plans: what a file would do, looked at before it is done.

import type { ChangeKind } from "../../shared/components/ChangeMark";
import { own, read, save } from "../api/own";

/** What rows do, in the server's words. */
export const KINDS = ["created", "changed", "moved", "left", "wrong"] as const;
export type Kind = (typeof KINDS)[number] | "same";

/** The mark of what a row does. */
export const MARKS: Record<Kind, ChangeKind> = {
  created: "join",
  changed: "change",
  moved: "move",
  left: "leave",
  wrong: "fix",
  same: "change",
};

export type PlanState = "ready" | "applying" | "applied" | "undoing" | "undone";

/** What the rows of a plan are. */
export const ABOUTS = ["people", "departments", "externalContacts"] as const;
export type About = (typeof ABOUTS)[number];

export interface Plan {
  planId: string;
  about: About;
  fileName: string;
  createdBy: string;
  createdAt: number;
  state: PlanState;
  counts: Record<Kind | "failed" | "sameName", number>;
  /** Rows that are selected. */
  selected: number;
  /** Rows that are done, of all. */
  done: number;
  total: number;
  /** Whether so many leave that a second administrator has to agree. */
  needsApproval: boolean;
  approvedBy?: string;
  /** Paths of departments that are made, the first of them. */
  departments: string[];
  departmentCount: number;
  /** Whether they get groups. */
  createGroups: boolean;
  /** How many of them went when it was taken back. */
  departmentsRemoved: number;
  /** Those that stayed then, the first of them. */
  departmentsStayed?: { deptId: number; path: string; why: string }[];
  departmentsStayedCount: number;
}

/** Somebody who has a name already. */
export interface Namesake {
  userId: string;
  name: string;
  department: string;
}

export interface PlanRow {
  index: number;
  line: number;
  kind: Kind;
  userId?: string;
  name?: string;
  changes: { field: string; from: string; to: string }[];
  errors?: { field?: string; message: string }[];
  selected: boolean;
  outcome: "waiting" | "applied" | "failed" | "undone" | "kept";
  note?: string;
  /** What stood in the file, of a row that is wrong: a cell below each title. */
  given?: string[];
  /** Others of the name of somebody who joins. */
  sameName?: Namesake[];
}

const ROWS_PAGE = 100;
const path = (planId: string) => `console/plans/${encodeURIComponent(planId)}`;

export const fetchPlans = async () => (await read<{ plans: Plan[] }>("console/plans")).plans;

export function fetchRows(planId: string, kind: Kind | undefined, offset: number) {
  const asked = { rows: kind, offset, size: ROWS_PAGE };
  return read<{ plan: Plan; titles: string[]; rows: PlanRow[]; rowCount: number }>(path(planId), asked);
}

export const selectRows = (planId: string, what: { indexes: number[] } | { rows: Kind }, selected: boolean) =>
  own<Plan>("PUT", `${path(planId)}/rows`, { ...what, selected });

/** Mends cells of a row that is wrong, by the titles of their columns. */
export const mendRow = (planId: string, index: number, cells: Record<string, string>) =>
  own<Plan>("PUT", `${path(planId)}/cells`, { rows: [{ index, cells }] });

export const setGroups = (planId: string, createGroups: boolean) =>
  own<Plan>("PUT", `${path(planId)}/groups`, { createGroups });
/** What the selected rows of a plan come to. */
export interface Effects {
  /** How many people were administered when it was made. */
  people: number;
  leaving: number;
  /** So many may leave without a second administrator. */
  leavingMax: number;
  departments: { name: string; joined: number; left: number; moved: number }[];
  departmentCount: number;
  /** Who is told; absent for those who do not administer apps. */
  apps?: string[];
  appCount?: number;
}

export const fetchEffects = (planId: string) => read<Effects>(`${path(planId)}/effects`);

/** Changes that a plan holds, selected or not. */
export function changes({ counts }: Plan): number {
  return counts.created + counts.changed + counts.moved + counts.left;
}

export const approve = (planId: string) => own<Plan>("POST", `${path(planId)}/approve`, {});

/** Carries a plan out or takes it back, some rows a call, until it is through. */
export async function run(planId: string, verb: "apply" | "undo", told: (plan: Plan) => void): Promise<Plan> {
  const end = verb === "apply" ? "applied" : "undone";
  for (;;) {
    const plan = await own<Plan>("POST", `${path(planId)}/${verb}`, {});
    told(plan);
    if (plan.state === end) return plan;
  }
}

function base64(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

/** How far the rows of a file are checked; both are 0 while it is read. */
export interface Checked {
  done: number;
  all: number;
}

const PROGRESS_MILLIS = 500;

/** Sends a file and gets its plan; tells meanwhile how far its rows are checked. */
export async function upload(file: File, about: About, told: (checked: Checked) => void): Promise<Plan> {
  const checkId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const content = await base64(file);
  const plan = own<Plan>("POST", "console/import", { fileName: file.name, content, checkId, about });
  const watching = setInterval(() => {
    // Not to know how far it is stops nothing.
    read<Checked>(`console/import/checks/${checkId}`).then(told, () => {});
  }, PROGRESS_MILLIS);
  return plan.finally(() => clearInterval(watching));
}

export const fetchNamesakes = async (name: string) =>
  (await read<{ people: Namesake[] }>("console/namesakes", { name })).people;

/** A file that the server made, saved under its name. */
export async function downloaded(from: string, query: Record<string, string | number | undefined> = {}) {
  const { fileName, content } = await read<{ fileName: string; content: string }>(from, query);
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  save(new Blob([bytes]), fileName);
}

export const errorsPath = (planId: string) => `${path(planId)}/errors`;
