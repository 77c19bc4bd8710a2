// Marks on people, as a device keeps them: what it shows, and what the server has not been told yet.

/** What a list shows of somebody without asking. */
export interface Kept {
  userId: string;
  name?: string;
  title?: string;
  avatar?: string;
  protected?: boolean;
}

export interface Change {
  userId: string;
  kind: "star" | "unstar" | "see" | "forget";
  /** When it happened, in milliseconds. */
  at: number;
}

export interface Marks {
  starred: Kept[];
  recent: Kept[];
  /** In the order in which it happened. */
  pending: Change[];
}

/** As many as the server keeps. */
export const STARRED_MAX = 200;
export const RECENT_MAX = 30;
/** As many as one call tells. */
const PENDING_MAX = 500;

export const NONE: Marks = { starred: [], recent: [], pending: [] };

export const shown = ({ userId, name, title, avatar, protected: isProtected }: Kept): Kept => ({
  userId,
  name,
  title,
  avatar,
  protected: isProtected,
});

const without = (list: readonly Kept[], userId: string) => list.filter((kept) => kept.userId !== userId);
const ofStars = ({ kind }: Change) => kind === "star" || kind === "unstar";
const same = (one: Change, other: Change) =>
  one.userId === other.userId && one.kind === other.kind && one.at === other.at;

function applied(marks: Marks, change: Change, person: Kept): Marks {
  const { userId } = change;
  switch (change.kind) {
    case "star":
      return { ...marks, starred: [shown(person), ...without(marks.starred, userId)].slice(0, STARRED_MAX) };
    case "unstar":
      return { ...marks, starred: without(marks.starred, userId) };
    case "see":
      return { ...marks, recent: [shown(person), ...without(marks.recent, userId)].slice(0, RECENT_MAX) };
    case "forget":
      return { ...marks, recent: without(marks.recent, userId) };
  }
}

/** The marks after a change, which is to be told to the server; of several about one person it is told the last. */
export function changed(marks: Marks, change: Change, person: Kept = { userId: change.userId }): Marks {
  const others = marks.pending.filter((each) => each.userId !== change.userId || ofStars(each) !== ofStars(change));
  return { ...applied(marks, change, person), pending: [...others, change].slice(-PENDING_MAX) };
}

/** What a person's lists show of him after something was learned about him. */
export function refreshed(marks: Marks, person: Kept): Marks {
  const now = shown(person);
  const fresh = (list: Kept[]) => list.map((kept) => (kept.userId === now.userId ? now : kept));
  return { ...marks, starred: fresh(marks.starred), recent: fresh(marks.recent) };
}

/** Nothing of somebody who may not be seen: not shown, and nothing told. */
export function gone(marks: Marks, userId: string): Marks {
  return {
    starred: without(marks.starred, userId),
    recent: without(marks.recent, userId),
    pending: marks.pending.filter((each) => each.userId !== userId),
  };
}

/** What counts after the server answered: its lists, and on top of them what happened here since it was asked. */
export function merged(marks: Marks, sent: readonly Change[], told: Pick<Marks, "starred" | "recent">): Marks {
  const left = marks.pending.filter((each) => !sent.some((one) => same(one, each)));
  const known = new Map([...marks.starred, ...marks.recent].map((kept) => [kept.userId, kept]));
  const lists: Marks = { starred: told.starred.map(shown), recent: told.recent.map(shown), pending: left };
  return left.reduce((now, each) => applied(now, each, known.get(each.userId) ?? each), lists);
}

/** Who is in neither list any more. */
export function missing(before: Marks, after: Marks): string[] {
  const there = new Set([...after.starred, ...after.recent].map((kept) => kept.userId));
  const was = new Set([...before.starred, ...before.recent].map((kept) => kept.userId));
  return [...was].filter((userId) => !there.has(userId));
}

/** What a device kept before the server did is told to it once. */
export function adopted(kept: Partial<Marks>, now: number): Marks {
  const { starred = [], recent = [] } = kept;
  if (kept.pending) return { starred, recent, pending: kept.pending };
  const all = (list: Kept[], kind: Change["kind"]) =>
    list.map(({ userId }, at): Change => ({ userId, kind, at: now - at }));
  return { starred, recent, pending: [...all(recent, "see"), ...all(starred, "star")].reverse() };
}
