// What stands where nothing does: not yet, nothing at all, or something went wrong.

import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, isAbsent, sentence } from "../api/errors";

/** A branch with a place that is free. */
function Branch() {
  return (
    <svg viewBox="0 0 120 72" aria-hidden="true">
      <path d="M16 12v48h20M16 24h20" />
      <rect x="36" y="14" width="44" height="20" rx="5" />
      <rect x="36" y="50" width="44" height="20" rx="5" strokeDasharray="4 4" />
      <path d="M80 24h12" />
      <circle cx="16" cy="12" r="3" />
    </svg>
  );
}

interface EmptyProps {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

/** What belongs here, and how it gets here. */
export function EmptyState({ title, children, action }: EmptyProps) {
  return (
    <div className="ob-state">
      <Branch />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

interface ErrorProps {
  error: unknown;
  /** What about the data. */
  kept?: ReactNode;
  retry?: () => unknown;
  /** Where to go on, where trying again helps nobody. */
  action?: ReactNode;
}

/** What happened, what about the data, what to do. What is not there does not come by trying again. */
export function ErrorState({ error, kept, retry, action }: ErrorProps) {
  const { t } = useTranslation("shared");
  const id = error instanceof ApiError ? error.requestId : undefined;
  const gone = isAbsent(error);
  return (
    <div className="ob-state" role="alert">
      <Branch />
      <strong>{sentence(error)}</strong>
      <p>{kept ?? t(gone ? "error.gone" : "error.nothingLost")}</p>
      {retry && !gone && <Button onClick={() => retry()}>{t("retry")}</Button>}
      {action}
      {id && (
        <details className="ob-sm ob-3">
          <summary>{t("error.details")}</summary>
          <code className="ob-mono">{id}</code>
        </details>
      )}
    </div>
  );
}

const ROWS_MAX = 8;

/** Rows on their way, as high as the real ones: two lines and a mark, one line and a smaller one, or a word and what it stands for. */
export function SkeletonRows({ rows = ROWS_MAX, height = 52 }: { rows?: number; height?: number }) {
  const { t } = useTranslation("shared");
  const mark = height < 40 ? 0 : height < 48 ? 28 : 36;
  return (
    <div role="status">
      <span className="ob-sr">{t("loading")}</span>
      {Array.from({ length: Math.min(rows, ROWS_MAX) }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are alike
        <div key={row} className="ob-flex" style={{ height, padding: mark ? "0 20px" : 0, gap: 12 }} aria-hidden="true">
          <span
            className="ob-skeleton"
            style={mark ? { width: mark, height: mark, borderRadius: mark * 0.28 } : { width: 96 - (row % 3) * 16 }}
          />
          <span className="ob-grow">
            <span className="ob-skeleton" style={{ width: `${44 - (row % 3) * 8}%` }} />
            {mark === 36 && (
              <span className="ob-skeleton" style={{ width: `${64 - (row % 4) * 9}%`, height: 8, marginTop: 8 }} />
            )}
          </span>
        </div>
      ))}
    </div>
  );
}
