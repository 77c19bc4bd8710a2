// Calls of the console: our own ones, and DingTalk's with the administrator's cookie.

import { call } from "../../shared/api/client";

type Query = Record<string, string | number | boolean | undefined | null>;

/** A query as text; what is absent or empty is left out. */
export function queryText(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

/** A call under `/v1.0/orgbook/`. */
export function own<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return call<T>(method, `/v1.0/orgbook/${path}`, body, signal);
}

/** A read under `/v1.0/orgbook/`. */
export function read<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return own<T>("GET", path + queryText(query), undefined, signal);
}

/** A call of the older generation; its `result`. */
export async function legacy<T = unknown>(path: string, body: object, signal?: AbortSignal): Promise<T> {
  const answer = await call<{ result: T }>("POST", path, body, signal);
  return answer.result;
}

/** A call of the newer generation. */
export function contact<T = unknown>(method: string, path: string, body?: unknown, query: Query = {}): Promise<T> {
  return call<T>(method, `/v1.0/contact/${path}${queryText(query)}`, body);
}

/** A file of the server, saved under its own name. */
export async function download(path: string) {
  const answer = await fetch(`/v1.0/orgbook/${path}`, { credentials: "same-origin" });
  if (!answer.ok) {
    await answer.text();
    return call("GET", `/v1.0/orgbook/${path}`);
  }
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(answer.headers.get("content-disposition") ?? "");
  save(await answer.blob(), decodeURIComponent(named?.[1] ?? "orgbook"));
}

/** Offers bytes as a file. */
export function save(bytes: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
