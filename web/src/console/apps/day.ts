// How often an app was told in each of the last 24 hours.

export interface Hour {
  /** When it begins. */
  from: number;
  /** Events that the receiver took. */
  delivered: number;
  /** Attempts that failed. */
  failed: number;
}

const HOUR_MILLIS = 3_600_000;
/** The height of a whole bar. */
export const BAR = 12;
/** What something takes of a bar at least, to be seen beside the rest. */
const SEEN = 3;

export function sums(hours: readonly Hour[]): { delivered: number; failed: number } {
  return {
    delivered: hours.reduce((sum, hour) => sum + hour.delivered, 0),
    failed: hours.reduce((sum, hour) => sum + hour.failed, 0),
  };
}

/** Which share of the attempts was taken. It is cut, so that only a day without any failure has all of it; none where nothing was sent. */
export function share(hours: readonly Hour[], language: string): string | undefined {
  const { delivered, failed } = sums(hours);
  if (delivered + failed === 0) return undefined;
  const cut = Math.floor((delivered / (delivered + failed)) * 10_000) / 10_000;
  return cut.toLocaleString(language, { style: "percent", maximumFractionDigits: 2 });
}

/** Whether more failed than happens. */
export function isBad(hours: readonly Hour[]): boolean {
  const { delivered, failed } = sums(hours);
  return failed * 100 > delivered + failed;
}

/** How long answers took in the middle of all, in milliseconds: half of those that were taken at the first try were quicker. */
export function median(
  deliveries: readonly { taken: boolean; attempts: number; tookMs: number }[],
): number | undefined {
  const took = deliveries.filter(({ taken, attempts }) => taken && attempts === 1).map(({ tookMs }) => tookMs);
  took.sort((one, other) => one - other);
  const [low, high] = [took[Math.floor((took.length - 1) / 2)], took[Math.floor(took.length / 2)]];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
}

/** How high the two parts of an hour's bar are. */
export function parts({ delivered, failed }: Hour): { delivered: number; failed: number } {
  const all = delivered + failed;
  if (failed === 0 || delivered === 0) return { delivered: delivered ? BAR : 0, failed: failed ? BAR : 0 };
  const red = Math.min(BAR - SEEN, Math.max(SEEN, (BAR * failed) / all));
  return { delivered: BAR - red, failed: red };
}

/** Hours in a row in which something failed, each with when it begins and ends. */
export function failures(hours: readonly Hour[]): { from: number; until: number }[] {
  const found: { from: number; until: number }[] = [];
  for (const { from, failed } of hours) {
    if (failed === 0) continue;
    const last = found.at(-1);
    if (last?.until === from) last.until = from + HOUR_MILLIS;
    else found.push({ from, until: from + HOUR_MILLIS });
  }
  return found;
}

/** The times between which something was: `14:00–16:00`. */
export function between({ from, until = from + HOUR_MILLIS }: { from: number; until?: number }): string {
  const time = (at: number) => {
    const date = new Date(at);
    const two = (value: number) => String(value).padStart(2, "0");
    return `${two(date.getHours())}:${two(date.getMinutes())}`;
  };
  return `${time(from)}–${time(until)}`;
}
