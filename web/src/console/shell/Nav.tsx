import { useQuery } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { signOut, useSessionChanged } from "../../shared/api/session";
import { Icon } from "../../shared/components/Icon";
import { Logo } from "../../shared/components/Logo";
import { PersonMark } from "../../shared/components/PersonMark";
import { AppearanceSwitch, LanguageSwitch } from "../../shared/components/switches";
import { own, read } from "../api/own";
import { useConsole, useMay, usePower } from "./context";
import { groupsOf, type PageEntry } from "./pages";

export const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** What waits for somebody, beside the page where it does. */
function useWaiting(): Record<string, number | undefined> {
  const may = useMay("contacts");
  const { data } = useQuery({
    queryKey: ["waiting"],
    enabled: may,
    queryFn: () => read<{ pending: number }>("console/applications", { size: 1 }),
    staleTime: 60_000,
    retry: false,
  });
  return { applications: data?.pending };
}

function Entry({ page, waiting }: { page: PageEntry; waiting?: number }) {
  const { t } = useTranslation("console");
  const name = t(`page.${page.path}`);
  return (
    <NavLink to={`/console/${page.path}`} className="oc-nav-link" title={name}>
      <Icon name={page.icon} />
      <span className="oc-nav-word ob-ell">{name}</span>
      {waiting ? (
        <span className="oc-nav-count">
          {waiting}
          <span className="ob-sr">{t("nav.waiting")}</span>
        </span>
      ) : null}
    </NavLink>
  );
}

function Organization() {
  const { t } = useTranslation("console");
  const { session } = useConsole();
  const changed = useSessionChanged();
  const others = session.organizations ?? [];
  const here = others.find((one) => one.corpId === session.corpId);
  const items = [
    ...others.map((one) => ({ key: one.corpId, label: one.name, disabled: one.corpId === session.corpId })),
    { type: "divider" as const },
    { key: "contacts", label: t("nav.contacts") },
    { key: "account", label: t("nav.account") },
    { key: "signOut", label: t("nav.signOut") },
  ];
  const chosen = async (key: string) => {
    if (key === "contacts") return location.assign("/contacts");
    if (key === "account") return location.assign("/account?to=/console");
    if (key === "signOut") return signOut();
    await own("POST", "session/organization", { corpId: key });
    await changed();
    location.assign("/console");
  };
  return (
    <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => chosen(key) }}>
      <button type="button" className="oc-org" title={here?.name ?? t("title")}>
        <Logo logo={session.logo} size={28} />
        <span className="ob-grow oc-nav-word">
          <span className="oc-org-name ob-ell">{here?.name ?? t("title")}</span>
          <span className="ob-3 oc-org-what">{t("title")}</span>
        </span>
        <span className="oc-nav-word ob-3">
          <Icon name="updown" size="small" />
        </span>
      </button>
    </Dropdown>
  );
}

/** The navigation: 216 wide, icons alone from 721 to 1180, a drawer below. */
export function Nav({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation("console");
  const { session, openPalette } = useConsole();
  const waiting = useWaiting();
  const groups = groupsOf(usePower());
  return (
    <nav className="oc-nav" aria-label={t("nav.main")}>
      <Organization />
      <button type="button" className="oc-command" onClick={openPalette} title={t("palette.open")}>
        <Icon name="search" size="small" />
        <span className="oc-nav-word">{t("palette.open")}</span>
        <span className="ob-key oc-nav-word oc-end" aria-hidden="true">
          {MAC ? "⌘K" : "Ctrl K"}
        </span>
      </button>
      {/* biome-ignore lint/a11y: a click on a link within closes the drawer */}
      <div className="oc-nav-pages" onClick={onGo}>
        {groups.map((group) => (
          <div key={group.name ?? ""}>
            {group.name && <div className="oc-nav-group oc-nav-word">{t(`nav.${group.name}`)}</div>}
            {group.pages.map((page) => (
              <Entry key={page.path} page={page} waiting={waiting[page.path]} />
            ))}
          </div>
        ))}
      </div>
      <div className="oc-me">
        <PersonMark userId={session.userId ?? ""} name={session.name} size={24} />
        <span className="ob-grow oc-nav-word">
          <span className="oc-me-name ob-ell">{session.name}</span>
          <span className="ob-3 oc-org-what ob-ell">{t(`admin.kind.${session.admin?.kind ?? "none"}`)}</span>
        </span>
        <LanguageSwitch />
        <AppearanceSwitch />
      </div>
    </nav>
  );
}
