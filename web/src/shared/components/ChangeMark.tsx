import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./Icon";

export type ChangeKind = "join" | "change" | "move" | "leave" | "fix";

const ICONS: Record<ChangeKind, IconName> = {
  join: "plus",
  change: "pen",
  move: "arrow",
  leave: "minus",
  fix: "bang",
};

/** The mark of a change: the same in plans, history, audit and overview. */
export function ChangeMark({ kind }: { kind: ChangeKind }) {
  const { t } = useTranslation("shared");
  const style = { background: `var(--ob-x-${kind}-bg)`, color: `var(--ob-x-${kind}-text)` };
  return (
    <span className="ob-change" style={style} role="img" aria-label={t(`change.${kind}`)}>
      <Icon name={ICONS[kind]} />
    </span>
  );
}

interface DiffProps {
  kind?: ChangeKind;
  from?: string;
  to?: string;
  /** What is said when pointed at, where the text itself stands for something. */
  fromTitle?: string;
  toTitle?: string;
}

/** What was, struck; what is, tinted. */
export function DiffLine({ kind = "change", from, to, fromTitle, toTitle }: DiffProps) {
  const { t } = useTranslation("shared");
  return (
    <span className="ob-diff">
      {from && (
        <>
          <span className="ob-sr">{t("change.from")}</span>
          <del className="ob-ell" title={fromTitle || undefined}>
            {from}
          </del>
          <Icon name="arrow" size="small" />
        </>
      )}
      {to && (
        <>
          <span className="ob-sr">{t("change.to")}</span>
          <ins className="ob-ell" title={toTitle || undefined} style={{ background: `var(--ob-x-${kind}-bg)` }}>
            {to}
          </ins>
        </>
      )}
    </span>
  );
}
