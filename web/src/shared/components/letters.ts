// What stands on the mark of somebody without a picture.

const HUES = 8;
const HAN = /\p{Script=Han}/u;

/** The last two characters of a Chinese name, of the part before a middle dot; initials of others. */
export function letters(name: string): string {
  const [first = ""] = name.trim().split(/[·•・]/);
  const characters = [...first.trim()];
  if (characters.some((character) => HAN.test(character))) return characters.slice(-2).join("");
  const words = first.trim().split(/\s+/).filter(Boolean);
  const [one, ...rest] = words.map((word) => [...word]);
  if (!one) return "";
  const last = rest.at(-1);
  return (last ? `${one[0]}${last[0]}` : one.slice(0, 2).join("")).toUpperCase();
}

/** The hue of somebody: by a hash of the userid, so that it stays when the name changes. */
export function hue(userId: string): number {
  let hash = 2_166_136_261;
  for (const character of userId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 0) % HUES;
}

/** Hues for a list: of two people with one name and one hue, the later takes the next. */
export function hues(people: readonly { userId: string; name?: string }[]): Map<string, number> {
  const taken = new Map<string, Set<number>>();
  const found = new Map<string, number>();
  for (const { userId, name } of people) {
    const used = taken.get(name ?? "") ?? new Set();
    let own = hue(userId);
    while (name && used.has(own) && used.size < HUES) own = (own + 1) % HUES;
    used.add(own);
    taken.set(name ?? "", used);
    found.set(userId, own);
  }
  return found;
}
