// What somebody new will likely be, by those who are in the department already.

import type { Member, Ref } from "../api/types";

const TITLES_MAX = 4;

export interface Likely {
  /** Titles of the department, the most frequent first. */
  titles: string[];
  /** The title that most of them have, where at least two do. */
  title?: string;
  /** Whoever leads the department. */
  manager?: { id: string; name: string };
}

export function likely(members: readonly Member[], leaders: readonly Ref[]): Likely {
  const led = new Set(leaders.map((one) => one.userId));
  const times = new Map<string, number>();
  // The title of whoever leads the others is not that of somebody new.
  const others = members.filter((one) => !led.has(one.userId));
  for (const { title } of others) if (title) times.set(title, (times.get(title) ?? 0) + 1);
  const ordered = [...times].sort(([, one], [, other]) => other - one);
  const [most] = ordered;
  const [leader] = leaders;
  return {
    titles: ordered.slice(0, TITLES_MAX).map(([title]) => title),
    title: most && most[1] >= 2 && most[1] * 2 > others.length ? most[0] : undefined,
    manager: leader && { id: leader.userId, name: leader.name ?? leader.userId },
  };
}
