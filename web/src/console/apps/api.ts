// Apps, what they may, what they called, and what they were told.

import { useQuery } from "@tanstack/react-query";
import { own, read } from "../api/own";
import type { Hour } from "./day";

export interface AppInfo {
  appKey: string;
  name: string;
  agentId: number;
  /** Whether every permission point is granted. */
  allPoints: boolean;
  points: string[];
  /** Department 1 is everybody. */
  scope: { deptIds: number[]; userIds: string[]; admins: boolean };
  redirectUris: string[];
  allowedAddresses: string[];
  disabled: boolean;
  createdAt: number;
  secretChangedAt?: number;
  callback?: { url: string; kinds: string[]; registeredAt: number };
  streamSince?: number;
  /** Modules that its permissions belong to and that whoever looks does not have: then nothing of it can be changed. */
  beyondModules?: string[];
}

/** The apps, and the permission points that whoever looks gives to none. */
export interface Apps {
  apps: AppInfo[];
  beyondPoints: string[];
}

/** How far an app has been told what happened. */
export interface PushState {
  way: "callback" | "stream" | "none";
  /** Entries of the log that it was not told yet. */
  lag: number;
  connected: boolean;
  failed: number;
  /** Three in a row failed for good: everything waits, on the node that answers. */
  paused?: boolean;
  /** The last 24, the oldest first. */
  hours: Hour[];
}

/** What an app was not told. */
export interface FailedPush {
  number: number;
  index: number;
  kind: string;
  at: number;
  failedAt: number;
  data: Record<string, unknown>;
}

const key = (appKey: string) => encodeURIComponent(appKey);

export function fetchApps(): Promise<Apps> {
  return read("console/apps");
}

/** Whether whoever looks may change an app. */
export const mayChange = ({ beyondModules = [] }: AppInfo) => beyondModules.length === 0;

export function useApps() {
  return useQuery({ queryKey: ["apps"], queryFn: fetchApps });
}

export async function fetchPush(appKey: string): Promise<{ push: PushState; pushes: FailedPush[] }> {
  const [{ push }, { pushes }] = await Promise.all([
    read<{ push: PushState }>(`console/apps/${key(appKey)}`),
    read<{ pushes: FailedPush[] }>(`console/apps/${key(appKey)}/failed-pushes`, { size: 200 }),
  ]);
  return { push, pushes };
}

export interface Secret {
  appKey: string;
  appSecret: string;
}

export async function makeApp(body: object): Promise<Secret> {
  const { app, appSecret } = await own<{ app: AppInfo; appSecret: string }>("POST", "console/apps", body);
  return { appKey: app.appKey, appSecret };
}

export async function rotateSecret(appKey: string): Promise<Secret> {
  const { appSecret } = await own<{ appSecret: string }>("POST", `console/apps/${key(appKey)}/secret`, {});
  return { appKey, appSecret };
}

export const changeApp = (appKey: string, body: object) => own("PUT", `console/apps/${key(appKey)}`, body);
export const deleteApp = (appKey: string) => own("DELETE", `console/apps/${key(appKey)}`);

/** Tells an app once more; tells whether the receiver took it. */
export function pushAgain(appKey: string, { number, index }: Pick<FailedPush, "number" | "index">) {
  return own<{ taken: boolean; reason?: string }>("POST", `console/apps/${key(appKey)}/pushes`, { number, index });
}

/** A call of an app that was recorded. */
export interface Call {
  requestId: string;
  at: number;
  method: string;
  path: string;
  status: number;
  /** Empty or 0 where it went. */
  code: string;
  durationUs: number;
  from: string;
}

interface Part {
  text?: string;
  /** Whether there was more. */
  cut: boolean;
}

export interface WholeCall {
  query: Record<string, string>;
  headers: { name: string; value: string }[];
  body: Part;
  answer: Part;
}

export function fetchCalls(appKey: string) {
  return read<{ recordedUntil?: number; node: string; requests: Call[] }>(`console/apps/${key(appKey)}/requests`, {
    size: 200,
  });
}

export const fetchCall = (appKey: string, requestId: string) =>
  read<WholeCall>(`console/apps/${key(appKey)}/requests/${encodeURIComponent(requestId)}`);

/** Records what an app asks and is answered for so many minutes. */
export const record = (appKey: string, minutes: number) =>
  own("POST", `console/apps/${key(appKey)}/recording`, { minutes });
export const stopRecording = (appKey: string) => own("DELETE", `console/apps/${key(appKey)}/recording`);

/** A delivery that ended, on the node that answers. */
export interface Delivery {
  way: "callback" | "stream";
  at: number;
  kind: string;
  number: number;
  index: number;
  taken: boolean;
  attempts: number;
  tookMs: number;
  reason?: string;
  /** Whether an administrator sent it again. */
  again: boolean;
}

/** The last deliveries of an app, beside how far it is. */
export async function fetchDeliveries(appKey: string) {
  const [push, { deliveries }] = await Promise.all([
    fetchPush(appKey),
    read<{ deliveries: Delivery[] }>(`console/apps/${key(appKey)}/deliveries`),
  ]);
  return { ...push, deliveries };
}
