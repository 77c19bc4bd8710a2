// Times and numbers as the console writes them.

const DAY = 86_400_000;

/** `11-20 16:42`; the year when it is another one. */
export function moment(at: number | string | undefined, language: string): string {
  if (!at) return "";
  const date = new Date(typeof at === "string" && /^\d+$/.test(at) ? Number(at) : at);
  if (Number.isNaN(date.getTime())) return String(at);
  const other = date.getFullYear() !== new Date().getFullYear();
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (language === "en") {
    const day = date.toLocaleDateString("en", { month: "short", day: "numeric", year: other ? "numeric" : undefined });
    return `${day} ${time}`;
  }
  return `${other ? `${date.getFullYear()}-` : ""}${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** Relative under a day, then the moment. */
export function ago(at: number | string | undefined, language: string): string {
  if (!at) return "";
  const seconds = (new Date(at).getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) > DAY / 1000) return moment(at, language);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (Math.abs(seconds) < 60) return words.format(Math.round(seconds), "second");
  if (Math.abs(seconds) < 3600) return words.format(Math.round(seconds / 60), "minute");
  return words.format(Math.round(seconds / 3600), "hour");
}

/** A day as it is typed. */
export function day(at: number | string | undefined): string {
  if (!at) return "";
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString().slice(0, 10);
}

/** A path without its last step, its end kept when it is long. */
export function pathText(path: readonly { name: string }[]): string {
  return path.map((step) => step.name).join(" / ");
}
