import { expect, test } from "vitest";

const files = import.meta.glob<{ default: Words }>("/src/*/locales/*.json", { eager: true });
type Words = { [key: string]: string | Words };

function flat(words: Words, before = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") found.set(before + key, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

/** English has one more form than Chinese: `_one` stands for a key that ends in `_other` in both. */
function keys(words: Map<string, string>): string[] {
  return [...words.keys()].filter((key) => !key.endsWith("_one")).sort();
}

const slots = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((match) => match[1]).sort();

const areas = new Set(Object.keys(files).map((path) => path.split("/")[2]));

test.each([...areas])("%s says the same in both languages", (area) => {
  const of = (language: string) => flat(files[`/src/${area}/locales/${language}.json`]?.default ?? {});
  const [zh, en] = [of("zh-CN"), of("en")];
  expect(keys(zh)).toEqual(keys(en));
  for (const [key, text] of zh) {
    expect(text, key).not.toBe("");
    expect(slots(text), key).toEqual(slots(en.get(key) ?? ""));
    expect(text, `${key}: plain words, no exclamation marks`).not.toMatch(/[！!您]|成功/);
  }
  for (const [key, text] of en) {
    expect(text, key).not.toBe("");
    expect(text, `${key}: sentence case, no pleading`).not.toMatch(/\b(please|successfully|oops)\b|!/i);
  }
});

const sources = import.meta.glob<string>("/src/**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });

/** Where a text is taken by a key that stands in the source, whole. */
const TAKEN = /\bt\(\s*(?:[^"`()]+\?\s*)?"([\w.]+)"(?:\s*:\s*"([\w.]+)")?/g;

test("whatever a page says is in the words of some area", () => {
  const known = new Set(Object.values(files).flatMap((file) => [...flat(file.default).keys()]));
  const is = (key: string) => known.has(key) || known.has(`${key}_other`);
  const taken = Object.entries(sources).flatMap(([path, text]) =>
    path.includes(".test.")
      ? []
      : [...text.matchAll(TAKEN)].flatMap((match) => match.slice(1).map((key) => [path, key])),
  );
  const keys = taken.filter((pair): pair is [string, string] => !!pair[1]);
  expect(keys.length).toBeGreaterThan(1000);
  expect(keys.filter(([, key]) => !is(key))).toEqual([]);
});
