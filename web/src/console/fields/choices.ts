// The choices of a field as they are written down before they are sent.

/** As many as a field has at most. */
export const CHOICES_MAX = 200;
/** Characters of a choice. */
export const CHOICE_CHARS_MAX = 64;

/** Whether a field of the type has choices. */
export const hasChoices = (type: string) => type === "singleChoice" || type === "multiChoice";

/** What is wrong with choices: one stands twice, one has the comma that parts values, there are too many, or none. */
export type Wrong = "twice" | "comma" | "many" | "none";

export type Written = { choices: readonly string[]; wrong?: undefined } | { choices?: undefined; wrong: Wrong };

/** The choices with what is typed behind them; blanks alone add nothing. */
export function withTyped(choices: readonly string[], typed: string, type: string): Written {
  const choice = typed.trim();
  if (!choice) return { choices };
  if (choices.includes(choice)) return { wrong: "twice" };
  // Values of several choices have commas between.
  if (type === "multiChoice" && choice.includes(",")) return { wrong: "comma" };
  if (choices.length >= CHOICES_MAX) return { wrong: "many" };
  return { choices: [...choices, choice] };
}

/** The same, where a field is to have them: it has one at least. */
export function toSave(choices: readonly string[], typed: string, type: string): Written {
  const written = withTyped(choices, typed, type);
  return written.choices?.length === 0 ? { wrong: "none" } : written;
}

/** The choices with one of them at another place; the ends hold. */
export function moved(choices: readonly string[], from: number, to: number): readonly string[] {
  const choice = choices[from];
  if (choice === undefined || to < 0 || to >= choices.length) return choices;
  const others = choices.filter((_, index) => index !== from);
  return [...others.slice(0, to), choice, ...others.slice(to)];
}

/** Whether there are the same choices in the same order. */
export const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((choice, index) => choice === other[index]);
