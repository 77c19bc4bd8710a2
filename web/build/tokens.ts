// The style sheet of the tokens: one custom property for each, under the names that antd gives them, so that our own
// styles look right before antd has started and outside of its components.

import type { Plugin } from "vite";
import tokens from "../src/shared/theme/tokens.json" with { type: "json" };

const NAME = "virtual:tokens.css";

type Appearance = "light" | "dark";

/** `colorBgContainer` as `color-bg-container`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/** Numbers that are no lengths. */
const PLAIN = /^(lineHeight|fontWeight|controlOutlineWidth|sizeUnit|sizeStep)/;

function value(name: string, given: string | number): string {
  return typeof given === "number" && !PLAIN.test(name) ? `${given}px` : String(given);
}

/** The custom properties of one appearance. */
export function properties(appearance: Appearance): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, given] of Object.entries(tokens[appearance].token)) {
    if (typeof given !== "boolean") found[`--ob-${kebab(name)}`] = value(name, given);
  }
  const { diff, avatar, ...plain } = tokens.orgbook[appearance];
  for (const [name, given] of Object.entries(plain)) found[`--ob-x-${name}`] = given;
  for (const [kind, mark] of Object.entries(diff)) {
    found[`--ob-x-${kind}-text`] = mark.text;
    found[`--ob-x-${kind}-bg`] = mark.bg;
    found[`--ob-x-${kind}-line`] = mark.line;
  }
  avatar.forEach((pair, index) => {
    found[`--ob-x-avatar-${index}-bg`] = pair.bg;
    found[`--ob-x-avatar-${index}-text`] = pair.text;
  });
  Object.assign(found, tokens.antdMobile[appearance]);
  return found;
}

function sheet(): string {
  const rule = (selector: string, appearance: Appearance) => {
    const lines = Object.entries(properties(appearance)).map(([name, given]) => `${name}:${given};`);
    return `${selector}{color-scheme:${appearance};${lines.join("")}}`;
  };
  // antd-mobile sets its own on `:root` and on `html[data-prefers-color-scheme='dark']`; these come with more weight.
  return [rule("html:root", "light"), rule("html:root[data-theme=dark]", "dark")].join("\n");
}

/** Serves the sheet as `virtual:tokens.css`. */
export function tokenSheet(): Plugin {
  return {
    name: "orgbook-tokens",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? sheet() : undefined),
  };
}
