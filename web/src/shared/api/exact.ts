// JSON whose integers stay what they are. The number of a department may have 64 bits, and a number of JavaScript tells integers apart up
// to 2^53 only: what is larger is read as a bigint, which is equal to another of the same value, is a key of a `Map` and of React, and is
// the same text in an address. The types say `number` for both: nobody adds or divides what names something, and what puts things in
// order (`src/console/members/order.ts`) reckons with bigints.

/** Stands before the digits of an integer on its way through `JSON`; made anew for each page, so that no text of people begins so. */
const MARK = `~${Math.random().toString(36).slice(2)}:`;
/** The fewest digits of an integer that may be too large. */
const DIGITS_MIN = 16;
const MAY_BE_LARGE = new RegExp(`(?:^|[-:[,\\s])\\d{${DIGITS_MIN}}`);
const NUMBER = /-?\d[\d.eE+-]*/g;
const INTEGER = /^-?\d+$/;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, "g");

const isLarge = (digits: string) => INTEGER.test(digits) && !Number.isSafeInteger(Number(digits));

// `JSON` refuses a bigint otherwise, also where it only makes the key of a query.
Object.defineProperty(BigInt.prototype, "toJSON", {
  configurable: true,
  value(this: bigint) {
    return this.toString();
  },
});

/** Where the text ends that begins with the quote at a place. */
function afterText(json: string, quote: number): number {
  for (let close = json.indexOf('"', quote + 1); close >= 0; close = json.indexOf('"', close + 1)) {
    let begin = close;
    while (json[begin - 1] === "\\") begin--;
    if ((close - begin) % 2 === 0) return close + 1;
  }
  return json.length;
}

/** The same JSON with large integers as marked texts. */
function marked(json: string): string {
  const parts: string[] = [];
  let taken = 0;
  for (let at = 0; at < json.length; ) {
    const found = json.indexOf('"', at);
    const quote = found < 0 ? json.length : found;
    if (quote - at >= DIGITS_MIN) {
      const between = json.slice(at, quote);
      parts.push(
        json.slice(taken, at),
        between.replace(NUMBER, (digits) => (isLarge(digits) ? `"${MARK}${digits}"` : digits)),
      );
      taken = quote;
    }
    at = afterText(json, quote);
  }
  return parts.join("") + json.slice(taken);
}

/** Puts bigints in place of the marked texts in a list or an object. */
function unmark(holder: object) {
  const members = holder as Record<string, unknown>;
  for (const name in members) {
    const value = members[name];
    if (typeof value === "object" && value !== null) unmark(value);
    else if (typeof value === "string" && value.startsWith(MARK)) members[name] = BigInt(value.slice(MARK.length));
  }
}

/** What JSON holds, with every integer exact. */
export function readJson<T>(json: string): T {
  if (!MAY_BE_LARGE.test(json)) return JSON.parse(json);
  const whole = { value: JSON.parse(marked(json)) };
  unmark(whole);
  return whole.value;
}

/** JSON of a value, in which a large integer is an integer as any other. */
export function writeJson(value: unknown, indent?: number): string {
  let hasLarge = false;
  const text = JSON.stringify(
    value,
    function (this: Record<string, unknown>, name, given) {
      if (typeof this[name] !== "bigint") return given;
      hasLarge = true;
      return MARK + given;
    },
    indent,
  );
  return hasLarge ? text.replace(MARKED, "$1") : text;
}

/** The number that digits write, as [`readJson`] reads it; what writes none is as `Number` has it. */
export function idOf(digits: string | null | undefined): number {
  const text = digits ?? "";
  return isLarge(text) ? (BigInt(text) as unknown as number) : Number(text);
}

/** Whether a value is a number that names something. */
export function isId(value: unknown): value is number {
  return typeof value === "number" || typeof value === "bigint";
}
