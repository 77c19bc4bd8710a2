// biome-ignore-all lint/correctness/noComponentHookFactories: the names of keys, not of components
// The keys of a list and of what is open beside it: the same on every page.

import { type MouseEvent, useEffect, useRef, useState } from "react";
import { useKeys } from "../../shared/components/useKeys";

interface Options {
  /** What stands in the list, in its order. */
  ids: readonly string[];
  /** What is open beside it. */
  open?: string;
  /** `replace`: the next one instead of the one before, so that Back closes what is open. */
  onOpen: (id: string, replace: boolean) => void;
  onClose: () => void;
}

function rowOf(id: string) {
  return document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}

/** The row's own button has the focus, so that Enter opens it and a screen reader tells it. */
function focusRow(id: string) {
  const row = rowOf(id);
  (row?.querySelector<HTMLElement>("[data-opens]") ?? row?.querySelector<HTMLElement>("button, a, input"))?.focus();
}

export function useList({ ids, open, onOpen, onClose }: Options) {
  const [cursor, setCursor] = useState<string>();
  const current = open ?? cursor;
  const at = current === undefined ? -1 : ids.indexOf(current);
  /** Whether it was opened with a key, so that the focus goes there. */
  const byKey = useRef(false);
  const step = (by: number) => {
    const next = ids[Math.max(0, Math.min(at + by, ids.length - 1))];
    if (next === undefined || next === current) return;
    setCursor(next);
    byKey.current = false;
    focusRow(next);
    if (open !== undefined) onOpen(next, true);
  };
  const before = useRef(open);
  useEffect(() => {
    const closed = open === undefined ? before.current : undefined;
    before.current = open;
    // What had the focus is gone with what was closed.
    if (closed !== undefined && document.activeElement === document.body) focusRow(closed);
  }, [open]);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => {
      if (open !== undefined) onClose();
      else setCursor(undefined);
    },
  });
  return {
    current,
    /** Of the element that a row is. */
    row: (id: string) => ({ "data-row": id, "data-current": id === current || undefined }),
    /** Of the button in it, or of the row where a click anywhere in it opens it. */
    opens: (id: string) => ({
      "data-opens": true,
      onClick: (event: MouseEvent) => {
        byKey.current = event.detail === 0;
        setCursor(id);
        onOpen(id, false);
      },
    }),
    /** Of what is open beside the list. */
    side: {
      byKey,
      onClose,
      onBefore: at > 0 ? () => step(-1) : undefined,
      onNext: at >= 0 && at < ids.length - 1 ? () => step(1) : undefined,
    },
  };
}
