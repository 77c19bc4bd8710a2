import type { ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";

interface Props {
  title?: ReactNode;
  /** A page with the tabs below: there is nothing to go back to. */
  root?: boolean;
  actions?: ReactNode;
  /** What scrolls. */
  body?: Ref<HTMLDivElement>;
  children: ReactNode;
}

/** A page with its bar: back, what it is, what may be done. */
export function Page({ title, root, actions, body, children }: Props) {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const back = () => (window.history.state?.idx > 0 ? navigate(-1) : navigate("/contacts"));
  return (
    <main className="ph-page">
      <header className="ph-bar">
        {root ? (
          <span className="ph-bar-space" />
        ) : (
          <button type="button" className="ob-icon-button ph-bar-button" aria-label={t("shared:back")} onClick={back}>
            <Icon name="back" size="large" />
          </button>
        )}
        {title ? <h1 className="ph-bar-title ob-ell">{title}</h1> : <span className="ph-bar-title" />}
        {actions ?? <span className="ph-bar-space" />}
      </header>
      <div className={root ? "ob-scroll ph-body ph-tabbed" : "ob-scroll ph-body"} ref={body}>
        {children}
      </div>
    </main>
  );
}
