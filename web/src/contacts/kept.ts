// Starred and recently seen people. They belong to the person: the server keeps them, and each device as well, so that it works without a
// network and tells what happened when it is back. Somebody who may not be seen any more goes from both as soon as the server says so.

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { api, got } from "../shared/api/client";
import { adopted, type Change, changed, gone, type Kept, type Marks, merged, missing, refreshed } from "./marks";

export type { Kept } from "./marks";

const PREFIX = "ob-kept:";

const read = new Map<string, Marks>();
const listeners = new Set<() => void>();

export const keyOf = (corpId: string, userId: string) => `${PREFIX}${corpId}:${userId}`;

function load(key: string): Marks {
  const found = read.get(key);
  if (found) return found;
  let stored: Partial<Marks> = {};
  try {
    stored = JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    // What cannot be read counts as nothing.
  }
  const marks = adopted(stored, Date.now());
  read.set(key, marks);
  return marks;
}

function save(key: string, marks: Marks) {
  read.set(key, marks);
  localStorage.setItem(key, JSON.stringify(marks));
  for (const listener of listeners) listener();
}

window.addEventListener("storage", (event) => {
  if (!event.key?.startsWith(PREFIX)) return;
  read.delete(event.key);
  for (const listener of listeners) listener();
});

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One after another: an older answer that comes later would undo what a newer one said. */
let last: Promise<unknown> = Promise.resolve();

/** Tells the server what happened here and learns what happened elsewhere. Tells who is kept no longer. */
export function exchange(key: string): Promise<string[]> {
  const next = last.then(() => exchanged(key));
  last = next.catch(() => undefined);
  return next;
}

async function exchanged(key: string): Promise<string[]> {
  const sent = load(key).pending;
  const told =
    sent.length > 0
      ? await got(api.POST("/v1.0/orgbook/me/kept", { body: { changes: sent } }))
      : await got(api.GET("/v1.0/orgbook/me/kept"));
  const before = load(key);
  const after = merged(before, sent, told);
  save(key, after);
  return missing(before, after);
}

/** The people whom somebody starred or saw, and what changes them. */
export function useKept(corpId: string, userId: string) {
  const key = keyOf(corpId, userId);
  const marks = useSyncExternalStore(subscribe, () => load(key));
  const change = useCallback(
    (kind: Change["kind"], id: string, person?: Kept) =>
      save(key, changed(load(key), { userId: id, kind, at: Date.now() }, person)),
    [key],
  );
  const acts = useMemo(
    () => ({
      star: (person: Kept) => change("star", person.userId, person),
      unstar: (id: string) => change("unstar", id),
      saw: (person: Kept) => {
        change("see", person.userId, person);
        save(key, refreshed(load(key), person));
      },
      /** Empties the list of those who were seen last; what it returns brings them back. */
      clearRecent: () => {
        const { recent } = load(key);
        for (const person of recent) change("forget", person.userId);
        return () => {
          for (const person of recent.toReversed()) change("see", person.userId, person);
        };
      },
      update: (person: Kept) => save(key, refreshed(load(key), person)),
      forget: (id: string) => save(key, gone(load(key), id)),
    }),
    [key, change],
  );
  const isStarred = useCallback((id: string) => marks.starred.some((kept) => kept.userId === id), [marks]);
  return { key, ...marks, isStarred, ...acts };
}

/** Forgets what this device keeps of everybody; for signing out. */
export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  read.clear();
}
