// Two of one name in a list: the shortest thing that tells them apart, out of what this viewer may see.

import type { Person } from "../data";

interface Told extends Pick<Person, "userId" | "name" | "title" | "jobNumber" | "mobile"> {
  department?: { name: string };
}

/** What to put after the title for people whose name stands there more than once. */
export function apart(people: readonly Told[]): Map<string, string> {
  const byName = new Map<string, Told[]>();
  for (const person of people) {
    if (!person.name) continue;
    const same = byName.get(person.name);
    if (same) same.push(person);
    else byName.set(person.name, [person]);
  }
  const found = new Map<string, string>();
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    const ways: ((person: Told) => string | undefined)[] = [
      (person) => person.jobNumber,
      (person) => person.title,
      (person) => person.mobile?.slice(-4),
    ];
    const way = ways.find((tell) => new Set(same.map(tell)).size === same.length) ?? ways[0];
    for (const person of same) {
      const text = way?.(person);
      if (text && text !== person.title) found.set(person.userId, text);
    }
  }
  return found;
}
