// Apps, what they may, what they called, and what they were told.

import { useQuery } from "@tanstack/react-query";
import { own, read } from "../api/own";

export interface AppInfo {
  appKey: string;
  name: string;
  agentId?: number;
  permissions: string[];
  scope: { all: boolean; deptIds: number[]; userIds: string[] };
  ipList: string[];
  active?: boolean;
}

export interface Delivery {
  id: string;
  number?: number;
  at: number;
  event: string;
  object?: string;
  /** Userids that it names. */
  objects?: string[];
  state: "delivered" | "waiting" | "failed";
  attempts?: number;
  status?: string | number;
  nextAt?: number;
}

export interface Deliveries {
  channel: "http" | "stream" | "none";
  /** Entries of the log that are not told yet. */
  waiting?: number;
  paused?: boolean;
  deliveries: Delivery[];
}

export interface Called {
  at: number;
  method: string;
  path: string;
  status: number;
  code?: string | number;
  millis: number;
  address?: string;
  request?: unknown;
  response?: unknown;
  requestId?: string;
}

const key = (appKey: string) => encodeURIComponent(appKey);

export async function fetchApps(): Promise<AppInfo[]> {
  return (await read<{ apps: AppInfo[] }>("console/apps")).apps;
}

export function useApps() {
  return useQuery({ queryKey: ["apps"], queryFn: fetchApps });
}

export function fetchDeliveries(appKey: string): Promise<Deliveries> {
  return read(`console/apps/${key(appKey)}/deliveries`);
}

export async function fetchRequests(appKey: string): Promise<Called[]> {
  return (await read<{ requests: Called[] }>(`console/apps/${key(appKey)}/requests`)).requests;
}

export interface Secret {
  appKey: string;
  appSecret: string;
}

export const makeApp = (body: object) => own<Secret>("POST", "console/apps", body);
export const changeApp = (appKey: string, body: object) => own("PUT", `console/apps/${key(appKey)}`, body);
export const deleteApp = (appKey: string) => own("DELETE", `console/apps/${key(appKey)}`);
export const rotateSecret = (appKey: string) => own<Secret>("POST", `console/apps/${key(appKey)}/secret`, {});
export const sendAgain = (appKey: string, id: string) =>
  own("POST", `console/apps/${key(appKey)}/deliveries/${encodeURIComponent(id)}/again`, {});
