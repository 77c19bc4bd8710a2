// The keyboard of the whole console; pages add their own with `useKeys`.

import { useEffect, useRef } from "react";
import { undoLast } from "../api/act";
import { PAGES } from "./pages";

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=combobox]";
const CHORD_MILLIS = 1500;
const OFF = "ob-keys";

/** Whether single letters do something; somebody who speaks to the device may switch them off. */
export function lettersOn(): boolean {
  return localStorage.getItem(OFF) !== "off";
}

export function switchLetters(on: boolean) {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
}

interface Commands {
  palette: () => void;
  help: () => void;
  go: (path: string) => unknown;
  findDepartment: () => void;
}

/** Listens before the pages do, so that the second letter of a chord does nothing else. */
export function useConsoleKeys(commands: Commands) {
  const current = useRef(commands);
  current.current = commands;
  useEffect(() => {
    let chord = 0;
    const taken = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const pressed = (event: KeyboardEvent) => {
      const { palette, help, go, findDepartment } = current.current;
      const inField = event.target instanceof Element && !!event.target.closest(FIELDS);
      if ((event.metaKey || event.ctrlKey) && !event.altKey) {
        if (event.key === "k") {
          taken(event);
          palette();
        } else if (event.key === "z" && !event.shiftKey && !inField && undoLast()) taken(event);
        return;
      }
      if (inField || event.altKey || event.key.length !== 1) return;
      if (!lettersOn()) return event.stopImmediatePropagation();
      const key = event.key.toLowerCase();
      if (chord && event.timeStamp - chord < CHORD_MILLIS) {
        chord = 0;
        taken(event);
        if (key === "d") return findDepartment();
        const page = PAGES.find((entry) => entry.letter === key);
        if (page) go(page.path);
        return;
      }
      if (key === "g") {
        chord = event.timeStamp;
        taken(event);
      } else if (key === "?") {
        taken(event);
        help();
      }
    };
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, []);
}
