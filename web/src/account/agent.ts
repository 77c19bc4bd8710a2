// The order counts: most browsers say that they are others, too.
const BROWSERS: [RegExp, string][] = [
  [/DingTalk\//, "DingTalk"],
  [/MicroMessenger\//, "WeChat"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const named = (agent: string, names: [RegExp, string][]) => names.find(([sign]) => sign.test(agent))?.[1];

/** A browser by what it says of itself, as people know it: "Firefox · Windows". */
export function browserOf(agent: string): string | undefined {
  const known = [named(agent, BROWSERS), named(agent, SYSTEMS)].filter(Boolean).join(" · ");
  return known || agent.split("/")[0]?.trim() || undefined;
}
