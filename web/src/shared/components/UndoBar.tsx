import { createContext, type PropsWithChildren, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";

export interface Done {
  /** What was done, in one line. */
  text: string;
  /** The real inverse; absent where there is none. */
  undo?: () => unknown;
  /** The keys that undo, too. */
  keys?: string;
  /** What the button says, where it is not "undo". */
  action?: string;
}

const SHOWN_MILLIS = 10_000;
const Told = createContext<(done: Done) => void>(() => {});

/** Tells what was done and offers to undo it. One at a time; a newer one replaces the older. */
export function useUndo() {
  return use(Told);
}

export function UndoProvider({ children }: PropsWithChildren) {
  const { t } = useTranslation("shared");
  const [done, setDone] = useState<(Done & { at: number }) | null>(null);
  const [held, setHeld] = useState(false);
  const count = useRef(0);
  const tell = useCallback((next: Done) => {
    count.current += 1;
    setDone({ ...next, at: count.current });
  }, []);
  useEffect(() => {
    if (!done || held) return;
    const timer = setTimeout(() => setDone(null), SHOWN_MILLIS);
    return () => clearTimeout(timer);
  }, [done, held]);
  const undo = useMemo(() => done?.undo, [done]);
  return (
    <Told value={tell}>
      {children}
      <div role="status" aria-live="polite">
        {done && (
          // biome-ignore lint/a11y/noStaticElementInteractions: it stays while somebody looks at it
          <div
            key={done.at}
            className="ob-undo"
            onMouseEnter={() => setHeld(true)}
            onMouseLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <Icon name="check" size="small" />
            <span className="ob-grow">{done.text}</span>
            {undo && (
              <button
                type="button"
                onClick={() => {
                  setHeld(false);
                  setDone(null);
                  undo();
                }}
              >
                {done.action ?? t("undo")}
                {done.keys && (
                  <span className="ob-key" aria-hidden="true">
                    {done.keys}
                  </span>
                )}
              </button>
            )}
          </div>
        )}
      </div>
    </Told>
  );
}
