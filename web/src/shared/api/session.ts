// Who is signed in here.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { offer } from "../i18n";
import { call, remember } from "./client";

export type SessionState = "none" | "signedIn" | "secondFactor" | "newPassword" | "chooseOrganization";
export type AdminKind = "none" | "sub" | "primary" | "creator";

export interface Session {
  state: SessionState;
  csrf?: string;
  corpId?: string;
  userId?: string;
  name?: string;
  /** Of the organization: what people are spoken to whose browser asks for none of our languages, and its picture. */
  language?: string;
  logo?: string;
  organizations?: { corpId: string; name: string }[];
  /** `needed`: an administrator has to set one up first. Absent where an identity provider signs in. */
  secondFactor?: "on" | "off" | "needed";
  admin?: { kind: AdminKind; modules: string[]; deptIds: number[] };
}

const KEY = ["session"] as const;
/** Under which the modules of whoever was signed in last are kept on this device; `build/early.ts` reads them before anything else runs. */
const MODULES_KEY = "ob-modules";

/** Keeps what the session may, so that the next page asks early for no more than that. */
function note({ state, admin }: Session) {
  try {
    if (state === "signedIn") localStorage.setItem(MODULES_KEY, admin?.modules.join(" ") ?? "");
    else localStorage.removeItem(MODULES_KEY);
  } catch {
    // Where nothing may be kept, the next page asks for all, as the first one did.
  }
}

async function fetched(): Promise<Session> {
  const session = await call<Session>("GET", "/v1.0/orgbook/session");
  remember(session.csrf);
  offer(session.language);
  note(session);
  return session;
}

export const SESSION = { queryKey: KEY, queryFn: fetched };

/** The session of this browser. */
export function useSession() {
  return useQuery(SESSION);
}

/** Asks anew who is signed in, and forgets what another person or organization was shown. */
export function useSessionChanged() {
  const queries = useQueryClient();
  return async () => {
    const session = await fetched();
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== KEY[0] });
    queries.setQueryData(KEY, session);
    return session;
  };
}

/** The sign-in page, which leads back to where somebody wanted to go. */
export function signInPath(back = location.pathname + location.search): string {
  return `/sign-in?to=${encodeURIComponent(back)}`;
}

/** Signs out here, and forgets what was kept on this device. */
export async function signOut() {
  await call("DELETE", "/v1.0/orgbook/session");
  for (const name of await caches.keys()) if (name.startsWith("people")) await caches.delete(name);
  location.assign("/sign-in");
}
