// A double click is one wish: its second click would make a thing twice, or press what has moved there meanwhile.

/** Whether a click is the second of two on a button with words; those with a picture alone are pressed again and again, as for the next month. */
export function pressedAgain({ detail, target }: { detail: number; target: unknown }): boolean {
  return detail > 1 && target instanceof Element && !!target.closest(".ant-btn:not(.ant-btn-icon-only)");
}
