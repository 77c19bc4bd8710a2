// Numbers and times as people write them.

/** A phone number in groups: 3-4-4 at home, as it is elsewhere. */
export function phone(number: string): string {
  const home = /^(1\d{2})(\d{4})(\d{4})$/.exec(number);
  if (home) return home.slice(1).join(" ");
  const abroad = /^\+(\d{1,4})-?(\d+)$/.exec(number);
  return abroad ? `+${abroad[1]} ${abroad[2]}` : number;
}

/** A number to be dialled. */
export function dialled(number: string): string {
  return number.replace(/[^\d+]/g, "");
}

/** A count with separators. */
export function count(value: number, language: string): string {
  return value.toLocaleString(language);
}

/** Puts a text on the clipboard; says whether it went. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
