// What people type, and what files hold.

/** Whether a text is a value of a type; an empty one always is. */
export function fits(type: string, text: string): boolean {
  if (text === "") return true;
  if (type === "number") return /^-?\d+(\.\d+)?$/.test(text);
  if (type === "link") return /^https?:\/\/\S+$/.test(text);
  if (type === "phone") return /^\+?[\d -]{3,30}$/.test(text);
  if (type === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text);
  return true;
}

/** A cell of a file; what a spreadsheet would take for a formula is told to be a text. */
export function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
