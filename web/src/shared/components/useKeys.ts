import { useEffect, useRef } from "react";

// Boxes that are ticked take no letters.
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=combobox]";

/** Single keys: they never fire while a field has the focus or a modifier is down. `Escape` fires in fields, too. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const inField = event.target instanceof Element && event.target.closest(FIELDS);
      if (inField && event.key !== "Escape") return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = current.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
