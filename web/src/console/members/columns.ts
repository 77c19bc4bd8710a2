// The columns of the table of people: which are chosen, and which of them fit.

export const COLUMNS = ["title", "mobile", "email", "jobNumber", "departments", "state"] as const;
export type Column = (typeof COLUMNS)[number];

const CHOSEN: readonly Column[] = ["title", "mobile", "jobNumber", "state"];
/** Pixels that a column takes at least, and what it is in the grid. */
const SIZES: Record<Column, { least: number; track: string }> = {
  title: { least: 80, track: "minmax(80px, 1fr)" },
  mobile: { least: 130, track: "130px" },
  email: { least: 160, track: "minmax(160px, 1.2fr)" },
  jobNumber: { least: 72, track: "72px" },
  departments: { least: 120, track: "minmax(120px, 1fr)" },
  state: { least: 116, track: "116px" },
};
/** Box and name: they never go. */
const FIXED = { least: 44 + 180 + 12, track: "44px minmax(140px, 1.5fr)" };
/** Those that go first where it is narrow. */
const FIRST_TO_GO: readonly Column[] = ["email", "departments", "jobNumber", "mobile", "title"];

/** What was kept, as a choice; the usual columns where nothing was. */
export function columnsOf(kept: unknown): Column[] {
  if (!Array.isArray(kept)) return [...CHOSEN];
  return COLUMNS.filter((column) => kept.includes(column));
}

/** Of the chosen columns those that there is room for, in the order of the table. */
export function fitting(chosen: readonly Column[], width: number): Column[] {
  const shown = COLUMNS.filter((column) => chosen.includes(column));
  const room = () => shown.reduce((sum, column) => sum + SIZES[column].least, FIXED.least) <= width;
  for (const column of FIRST_TO_GO) {
    if (room()) break;
    const at = shown.indexOf(column);
    if (at >= 0) shown.splice(at, 1);
  }
  return shown;
}

/** The columns as a grid has them. */
export function tracks(shown: readonly Column[]): string {
  return [FIXED.track, ...shown.map((column) => SIZES[column].track)].join(" ");
}
