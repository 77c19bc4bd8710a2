// Plans: what a file would do, looked at before it is done.

import { proof } from "../../shared/api/client";
import { ApiError } from "../../shared/api/errors";
import type { ChangeKind } from "../../shared/components/ChangeMark";
import { own, read } from "../api/own";

export const TILES = ["all", "join", "change", "move", "leave", "fix"] as const;
export type Tile = (typeof TILES)[number];

export type PlanState = "draft" | "approval" | "applying" | "applied" | "undone" | "failed";

export interface Plan {
  planId: string;
  name: string;
  state: PlanState;
  tiles: Record<Tile | "same", number>;
  /** Rows that were applied, while it runs and after. */
  done: number;
  total: number;
  guard: { removals: number; limit: number; stopped?: boolean };
  departments: { deptId?: number; name: string; joined: number; left: number; moved: number }[];
  by?: { userId: string; name?: string };
  at: number;
  /** People whom the file does not name: they stay. */
  untouched?: number;
}

export interface PlanRow {
  row: number;
  kind: ChangeKind;
  userId?: string;
  name: string;
  jobNumber?: string;
  selected: boolean;
  changes: { field: string; from?: string; to?: string; note?: string }[];
  error?: { field: string; value?: string; code: string; message: string; suggestions?: string[] };
}

export const fetchPlans = async () => (await read<{ plans: Plan[] }>("console/plans", { size: 20 })).plans;
export const fetchPlan = (planId: string) => read<Plan>(`console/plans/${encodeURIComponent(planId)}`);
export const fetchRows = (planId: string, kind: Tile, cursor?: string) =>
  read<{ rows: PlanRow[]; nextCursor?: string }>(`console/plans/${encodeURIComponent(planId)}/rows`, {
    kind: kind === "all" ? undefined : kind,
    cursor,
    size: 100,
  });
export const changeRow = (planId: string, row: number, body: { selected?: boolean; values?: Record<string, string> }) =>
  own("PUT", `console/plans/${encodeURIComponent(planId)}/rows/${row}`, body);
export const selectRows = (planId: string, kind: Tile, selected: boolean) =>
  own("PUT", `console/plans/${encodeURIComponent(planId)}/rows`, { kind: kind === "all" ? undefined : kind, selected });
export const act = (planId: string, verb: "apply" | "undo" | "approve") =>
  own("POST", `console/plans/${encodeURIComponent(planId)}/${verb}`, {});

/** Sends a file and gets its plan. */
export async function upload(file: File): Promise<Plan> {
  const answer = await fetch(`/v1.0/orgbook/console/plans?kind=members&name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    credentials: "same-origin",
    headers: { ...proof(), "content-type": file.type || "application/octet-stream" },
    body: file,
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ApiError(answer.status, told.code ?? "", told.message ?? "", told.requestid);
  return told as Plan;
}
