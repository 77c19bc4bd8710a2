// Calls: typed by the reviewed documents, with the browser's cookie and the proof that the call comes from our page.

import i18next from "i18next";
import type { Client } from "openapi-fetch";
import { ApiError } from "./errors";
import { readJson, writeJson } from "./exact";
import type { paths } from "./schema";

let csrf = "";

/** Remembers what `GET session` gave; every call that changes something carries it. */
export function remember(token: string | undefined) {
  csrf = token ?? "";
}

/** The header that shows that a call comes from our page. */
export function proof(): Record<string, string> {
  return csrf ? { "x-orgbook-csrf": csrf } : {};
}

/** The header that says in which language the server writes what is said to people. */
function tongue(): Record<string, string> {
  return i18next.language ? { "accept-language": i18next.language } : {};
}

/** Answers are of people: no browser keeps them on its disk, nor lets a call wait for the same one that was called off a moment before. */
const KEPT_NOWHERE = { cache: "no-store", credentials: "same-origin" } as const;

type Answer<T> = { data?: T; error?: unknown; response: Response };
type Refusal = {
  code?: string;
  message?: string;
  requestid?: string;
  errcode?: number;
  errmsg?: string;
  sub_code?: string;
  sub_msg?: string;
  request_id?: string;
  field?: string;
};

function refused(status: number, told: Refusal): ApiError {
  const code = told.code ?? told.sub_code ?? String(told.errcode ?? "");
  const message = told.message ?? told.sub_msg ?? told.errmsg ?? "";
  return new ApiError(status, code, message, told.requestid ?? told.request_id, told.field);
}

/** The answer of a call, or its refusal as an error, of both generations. */
export async function got<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "offline", "");
  }
  const { response } = answer;
  if (!response.ok) throw refused(response.status, (answer.error ?? {}) as Refusal);
  const told = answer.data as Refusal | undefined;
  if (typeof told?.errcode === "number" && told.errcode !== 0) throw refused(response.status, told);
  return answer.data as T;
}

/** What was asked for while the document was read; older than this, it is asked for anew. */
const EARLY_MILLIS = 10_000;

/** The answer on its way to what `before.js` asked for already; each is taken once. */
function taken(path: string): Promise<Response> | undefined {
  const early = (window as { orgbookEarly?: Record<string, Promise<Response>> }).orgbookEarly;
  const sent = early?.[path];
  if (!early || !sent) return undefined;
  delete early[path];
  return performance.now() < EARLY_MILLIS ? sent : undefined;
}

/** Asks the server, with JSON in and out, of which every integer is exact. */
async function asked<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: "application/json", ...tongue() };
  if (method !== "GET") Object.assign(headers, proof());
  if (body !== undefined) headers["content-type"] = "application/json";
  const sent = body === undefined ? undefined : writeJson(body);
  const begun = method === "GET" ? taken(path) : undefined;
  const response = await (begun ?? fetch(path, { method, headers, ...KEPT_NOWHERE, body: sent, signal }));
  const text = await response.text();
  try {
    const told = readJson<T>(text);
    return response.ok ? { data: told, response } : { error: told, response };
  } catch (error) {
    // Something between us and the server answers in its own words; only where all went well an answer without any is one.
    if (response.ok && text !== "") throw error;
    return { data: {} as T, response };
  }
}

/** A call that no document describes: JSON in, JSON out. */
export function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return got(asked<T>(method, path, body, signal));
}

interface Documented {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown> };
  body?: unknown;
  signal?: AbortSignal;
}

function documented(method: string) {
  return (path: string, { params, body, signal }: Documented = {}) => {
    const filled = path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(String(params?.path?.[name])));
    const given = Object.entries(params?.query ?? {}).filter(([, value]) => value !== undefined && value !== null);
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return asked(method, query ? `${filled}?${query}` : filled, body, signal);
  };
}

/** Calls by method and path of the document: `api.GET("/v1.0/orgbook/me")`. Hand the promise to [`got`]. */
export const api = { GET: documented("GET"), POST: documented("POST") } as unknown as Pick<
  Client<paths>,
  "GET" | "POST"
>;
