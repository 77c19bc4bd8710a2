// A double click is one wish: its second click would make a thing twice, or press what has moved there meanwhile.

interface Click {
  /** Which click in a row it is. */
  detail: number;
  target: { closest?: (selector: string) => unknown } | EventTarget | null;
}

/** Buttons with words; those with a picture alone are pressed again and again, as for the next month. */
const WORDED = ".ant-btn:not(.ant-btn-icon-only)";

/** Tells of clicks, one after the other, whether one is the second of two on a button. Whoever wrote something in between wishes anew. */
export function twice() {
  let written = false;
  return {
    wrote: () => {
      written = true;
    },
    isAgain: ({ detail, target }: Click): boolean => {
      const anew = written;
      written = false;
      return detail > 1 && !anew && !!target && "closest" in target && !!target.closest?.(WORDED);
    },
  };
}
