import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";

interface Props {
  title: string;
  second?: ReactNode;
  mark?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  onClose: () => void;
  /** Whether a key opened it: then the focus goes along. */
  byKey?: RefObject<boolean>;
  /** To the one before and the next in the list; without a list there are no such buttons. */
  onBefore?: () => void;
  onNext?: () => void;
  /** Opened from a list, with buttons to its neighbours. */
  stepped?: boolean;
  /** Where the focus goes when it is closed that was not opened from a list, if what had it before is gone. */
  back?: string;
}

/** The focus goes back to where it was. */
function useFocusBack(back: string | undefined) {
  // Before anything within takes it.
  const [had] = useState(() => document.activeElement);
  useEffect(() => {
    if (!back) return;
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const places = [had, ...document.querySelectorAll(back)];
        const place = places.find((one) => one !== document.body && one?.isConnected && one.checkVisibility());
        if (place instanceof HTMLElement) place.focus();
      });
    };
  }, [back, had]);
}

/** For what is always opened by a key or out of a menu. */
export const FOCUSED = { current: true };

/** What is open of a list: beside it where there is room, over it where there is less, a page of its own on phones. */
export function Side({
  title,
  second,
  mark,
  children,
  footer,
  onClose,
  byKey,
  onBefore,
  onNext,
  stepped,
  back,
}: Props) {
  const { t } = useTranslation("console");
  const place = useRef<HTMLElement>(null);
  useFocusBack(back);
  useEffect(() => {
    if (byKey?.current) place.current?.focus();
  }, [byKey]);
  return (
    <aside className="oc-insp" aria-label={title} tabIndex={-1} ref={place}>
      <div className="oc-insp-head">
        {mark}
        <div className="ob-grow oc-insp-name">
          <h2 className="oc-title ob-ell" dir="auto" title={title}>
            {title}
          </h2>
          {second && <div className="ob-2 ob-sm ob-ell">{second}</div>}
        </div>
        <span className="oc-insp-acts">
          {stepped && (
            <>
              <IconButton small icon="up" label={t("inspector.before")} onClick={onBefore} aria-disabled={!onBefore} />
              <IconButton small icon="down" label={t("inspector.next")} onClick={onNext} aria-disabled={!onNext} />
            </>
          )}
          <IconButton small icon="x" label={t("inspector.close")} onClick={onClose} />
        </span>
      </div>
      <div className="ob-scroll oc-insp-body">{children}</div>
      {footer && <footer className="oc-insp-foot">{footer}</footer>}
    </aside>
  );
}
