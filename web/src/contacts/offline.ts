// Without a network: the worker that keeps the application and the pages of people who are kept, and asking about them
// anew as soon as the network is back.

import { readJson } from "../shared/api/exact";

const PEOPLE = "/v1.0/orgbook/people/";

/** Starts the worker; without one (plain HTTP on a network) everything works but this. */
export function startOffline() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/worker.js", { scope: "/contacts" }).catch(() => {
    // A browser that refuses it shows the application all the same.
  });
}

/** Asks about somebody over the network alone: `false` when he may not be seen any more, nothing when nobody answers. */
export async function stillSeen(
  userId: string,
): Promise<{ seen: boolean; page?: Record<string, unknown> } | undefined> {
  try {
    const answer = await fetch(PEOPLE + encodeURIComponent(userId), { cache: "no-store", credentials: "same-origin" });
    // Read in any case: an answer that is left unread keeps its connection, of which a browser has six.
    const told = await answer.text();
    if (answer.headers.has("x-orgbook-kept")) return undefined;
    if (answer.status === 404 || answer.status === 401) return { seen: false };
    return answer.ok ? { seen: true, page: readJson(told) } : undefined;
  } catch {
    return undefined;
  }
}
