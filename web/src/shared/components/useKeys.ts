import { useEffect, useRef } from "react";

// Boxes that are ticked take no letters.
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=combobox]";
const ARROWS = /^Arrow/;
/** What goes through its own parts with the arrows. */
const ARROWED = "[type=radio], [role=tablist], [role=menu], [role=radiogroup], [role=slider]";
/** What lies over the page and is closed first. */
const OVER = "dialog[open], [aria-modal=true], .pk-over, [role=menu], [role=combobox][aria-expanded=true]";

let covered = false;
// Looked at before the key does anything: what it closes may be gone when the page hears of it.
addEventListener(
  "keydown",
  () => {
    covered = [...document.querySelectorAll(OVER)].some((each) => each.checkVisibility());
  },
  true,
);

/**
 * Single keys: they never fire while a field has the focus, a modifier is down or something lies over the page.
 * `Escape` fires in fields, too.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const within = event.target instanceof Element ? event.target : undefined;
      if (within?.closest(FIELDS) && event.key !== "Escape") return;
      if (ARROWS.test(event.key) && within?.closest(ARROWED)) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = current.current[name];
      if (!act || covered) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
