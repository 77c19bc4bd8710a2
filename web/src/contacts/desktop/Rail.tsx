import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { Link, NavLink, useLocation } from "react-router";
import { Icon, type IconName } from "../../shared/components/Icon";
import { Logo } from "../../shared/components/Logo";
import { PersonMark } from "../../shared/components/PersonMark";
import { AppearanceSwitch, LanguageSwitch } from "../../shared/components/switches";
import { count } from "../../shared/text";
import { useHere } from "../context";
import { ROOT_ID, useBranch, useExternal, useHasIndustry, usePartners, useProfile } from "../data";
import { useSwitch } from "../useSwitch";

interface ItemProps {
  to: string;
  icon: IconName;
  text: string;
  number?: number;
  tag?: string;
}

function Item({ to, icon, text, number, tag }: ItemProps) {
  const { i18n } = useTranslation("contacts");
  return (
    <NavLink className="ct-item" to={to} end>
      <Icon name={icon} />
      <span className="ob-ell" title={text}>
        {text}
      </span>
      {tag && <span className="ob-tag">{tag}</span>}
      {number !== undefined && <span className="ct-item-end ob-3">{count(number, i18n.language)}</span>}
    </NavLink>
  );
}

function OwnDepartment({ deptId, name }: { deptId: number; name: string }) {
  const branch = useBranch(deptId);
  return <Item to={`/contacts/departments/${deptId}`} icon="dept" text={name} number={branch.data?.memberCount} />;
}

/** Where to look: one's own departments, whom one keeps, the organizations. */
export function Rail() {
  const { t } = useTranslation("contacts");
  const { me, organization, kept } = useHere();
  const own = useProfile(me.userId);
  const outside = useExternal();
  const hasIndustry = useHasIndustry();
  const { search } = useLocation();
  const query = new URLSearchParams(search).get("q");
  return (
    <nav className="ct-rail" aria-label={t("title")}>
      <Organization />
      <Link className="ct-find" to={query ? `/contacts/search?q=${encodeURIComponent(query)}` : "/contacts/search"}>
        <Icon name="search" size="small" />
        <span>{t("find")}</span>
        <span className="ob-key">/</span>
      </Link>
      <h2 className="ct-section">{t("mine")}</h2>
      {own.data?.departments.map((place) => (
        <OwnDepartment key={place.deptId} deptId={place.deptId} name={place.path.at(-1)?.name ?? ""} />
      ))}
      <Item to="/contacts/starred" icon="star" text={t("starred")} number={kept.starred.length || undefined} />
      <Item to="/contacts/recent" icon="clock" text={t("recent")} />
      <h2 className="ct-section">{t("organizations")}</h2>
      <Item to={`/contacts/departments/${ROOT_ID}`} icon="tree" text={organization} />
      <Item
        to="/contacts/external"
        icon="globe"
        text={t("external.title")}
        number={outside.data?.pages[0]?.total || undefined}
      />
      {hasIndustry && <Item to="/contacts/industry" icon="tree" text={t("industry.title")} />}
      <Item to="/contacts/chart" icon="chart" text={t("chart.title")} />
      <Partners />
      <div className="ct-me">
        <Link className="ob-flex ob-grow ob-plain" to={`/contacts/people/${encodeURIComponent(me.userId)}`}>
          <PersonMark userId={me.userId} name={me.name} avatar={own.data?.avatar} size={24} />
          <span className="ob-ell">{me.name}</span>
        </Link>
        <LanguageSwitch />
        <AppearanceSwitch />
      </div>
    </nav>
  );
}

/** Organizations that take part, each a root of its own. */
function Partners() {
  const { t } = useTranslation("contacts");
  const { data } = usePartners();
  if (!data?.length) return null;
  return (
    <>
      <h2 className="ct-section">{t("partner.title")}</h2>
      {data.map((partner) => (
        <Item
          key={partner.deptId}
          to={`/contacts/departments/${partner.deptId}`}
          icon="tree"
          text={partner.name}
          tag={t("partner.tag")}
          number={partner.memberCount}
        />
      ))}
    </>
  );
}

function Organization() {
  const { t } = useTranslation("contacts");
  const { organization, me, session } = useHere();
  const { organizations, change, leave, manages } = useSwitch();
  const items = [
    ...organizations.map((each) => ({
      key: each.corpId,
      label: each.name,
      icon: <Icon name={each.corpId === me.corpId ? "check" : "tree"} size="small" />,
      onClick: () => change(each.corpId),
    })),
    { type: "divider" as const },
    { key: "card", label: <Link to="/contacts/card">{t("card.title")}</Link> },
    { key: "edit", label: <Link to="/contacts/edit">{t("edit.title")}</Link> },
    { key: "invite", label: <Link to="/contacts/invite">{t("invite.title")}</Link> },
    { key: "account", label: <a href="/account?to=/contacts">{t("account")}</a> },
    ...(manages ? [{ key: "console", label: <a href="/console">{t("console")}</a> }] : []),
    { type: "divider" as const },
    { key: "leave-organization", label: <Link to="/contacts/leave">{t("leave.title")}</Link> },
    { key: "leave", label: t("signOut"), onClick: leave },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <button type="button" className="ct-organization">
        <Logo logo={session.logo} size={28} />
        <span className="ob-grow">
          <strong className="ob-ell">{organization}</strong>
          <span className="ob-3">{t("title")}</span>
        </span>
        <Icon name="updown" size="small" />
      </button>
    </Dropdown>
  );
}
