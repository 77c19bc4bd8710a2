// Starred and recently seen people, kept on this device for each person and organization apart. Somebody who may not be
// seen any more goes from both as soon as the server says so.

import { useCallback, useSyncExternalStore } from "react";

/** What a list shows of somebody without asking. */
export interface Kept {
  userId: string;
  name?: string;
  title?: string;
  avatar?: string;
  protected?: boolean;
}

interface Store {
  starred: Kept[];
  recent: Kept[];
}

const STARRED_MAX = 200;
const RECENT_MAX = 30;
const NONE: Store = { starred: [], recent: [] };

const read = new Map<string, Store>();
const listeners = new Set<() => void>();

function keyOf(corpId: string, userId: string) {
  return `ob-kept:${corpId}:${userId}`;
}

function load(key: string): Store {
  const found = read.get(key);
  if (found) return found;
  let store = NONE;
  try {
    store = { ...NONE, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
  } catch {
    // What cannot be read counts as nothing.
  }
  read.set(key, store);
  return store;
}

function save(key: string, store: Store) {
  read.set(key, store);
  localStorage.setItem(key, JSON.stringify(store));
  for (const listener of listeners) listener();
}

window.addEventListener("storage", (event) => {
  if (!event.key?.startsWith("ob-kept:")) return;
  read.delete(event.key);
  for (const listener of listeners) listener();
});

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const without = (list: Kept[], userId: string) => list.filter((kept) => kept.userId !== userId);
const fresh = (list: Kept[], now: Kept) => list.map((kept) => (kept.userId === now.userId ? now : kept));

const shown = ({ userId, name, title, avatar, protected: isProtected }: Kept): Kept => ({
  userId,
  name,
  title,
  avatar,
  protected: isProtected,
});

/** The people whom somebody starred or saw, and what changes them. */
export function useKept(corpId: string, userId: string) {
  const key = keyOf(corpId, userId);
  const store = useSyncExternalStore(subscribe, () => load(key));
  const star = useCallback(
    (person: Kept) => {
      const now = load(key);
      const starred = [shown(person), ...without(now.starred, person.userId)].slice(0, STARRED_MAX);
      save(key, { ...now, starred });
    },
    [key],
  );
  const unstar = useCallback(
    (id: string) => {
      const now = load(key);
      save(key, { ...now, starred: without(now.starred, id) });
    },
    [key],
  );
  const saw = useCallback(
    (person: Kept) => {
      const now = load(key);
      const recent = [shown(person), ...without(now.recent, person.userId)].slice(0, RECENT_MAX);
      save(key, { starred: fresh(now.starred, shown(person)), recent });
    },
    [key],
  );
  const update = useCallback(
    (person: Kept) => {
      const now = load(key);
      save(key, { starred: fresh(now.starred, shown(person)), recent: fresh(now.recent, shown(person)) });
    },
    [key],
  );
  const forget = useCallback(
    (id: string) => {
      const now = load(key);
      save(key, { starred: without(now.starred, id), recent: without(now.recent, id) });
    },
    [key],
  );
  const isStarred = useCallback((id: string) => store.starred.some((kept) => kept.userId === id), [store]);
  return { ...store, isStarred, star, unstar, saw, update, forget };
}

/** Forgets what this device keeps of everybody; for signing out. */
export function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("ob-kept:")) localStorage.removeItem(key);
  read.clear();
}
