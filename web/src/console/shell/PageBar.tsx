import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { useConsole } from "./context";

interface Props {
  title: ReactNode;
  /** For the window's title, where `title` is no text. */
  titleText?: string;
  fact?: ReactNode;
  children?: ReactNode;
}

/** The head of a page: its title, one muted fact, and what can be done. */
export function PageBar({ title, titleText, fact, children }: Props) {
  const { t } = useTranslation("console");
  const { openMenu } = useConsole();
  const text = titleText ?? (typeof title === "string" ? title : "");
  useEffect(() => {
    document.title = text ? `${text} · Orgbook` : "Orgbook";
  }, [text]);
  return (
    <header className="oc-bar">
      <IconButton icon="menu" label={t("nav.menu")} className="oc-narrow" onClick={openMenu} />
      <h1 className="oc-title ob-ell">{title}</h1>
      {fact && <span className="ob-3 ob-sm ob-ell oc-wide">{fact}</span>}
      <span className="ob-grow" />
      {children && <div className="oc-bar-acts">{children}</div>}
    </header>
  );
}
