// Appearance: tokens.json as antd wants it, and which of the two sets is in force.

import { theme as antd, type ThemeConfig } from "antd";
import { useSyncExternalStore } from "react";
import tokens from "./tokens.json";

export type Appearance = "light" | "dark";
/** What a person chose; `system` follows the device. */
export type AppearanceChoice = Appearance | "system";

const KEY = "ob-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const listeners = new Set<() => void>();

function chosen(): AppearanceChoice {
  const text = localStorage.getItem(KEY);
  return text === "light" || text === "dark" ? text : "system";
}

function current(): Appearance {
  const choice = chosen();
  if (choice !== "system") return choice;
  return dark.matches ? "dark" : "light";
}

function tell() {
  const root = document.documentElement;
  root.dataset.theme = current();
  root.dataset.prefersColorScheme = current();
  for (const listener of listeners) listener();
}

dark.addEventListener("change", tell);
still.addEventListener("change", tell);
window.addEventListener("storage", (event) => event.key === KEY && tell());

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Chooses an appearance for this device. */
export function choose(choice: AppearanceChoice) {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  tell();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, current);
}

export function useAppearanceChoice(): AppearanceChoice {
  return useSyncExternalStore(subscribe, chosen);
}

type Tokens = Record<string, unknown>;
/** Without this antd computes the seed colours anew, and the dark theme comes out duller than specified. */
const exact = (own: Tokens) => (_seed: unknown, map: unknown) => ({ ...(map as Tokens), ...own }) as never;

/** antd's theme for an appearance. */
export function themeOf(appearance: Appearance): ThemeConfig {
  const { algorithm: _word, cssVar, token, components } = tokens[appearance];
  const base = appearance === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm;
  const own = { ...token, motion: !still.matches };
  return {
    token: own,
    components: components as ThemeConfig["components"],
    cssVar: { ...cssVar, key: "ob-theme" },
    algorithm: [base, exact(own)],
  };
}
