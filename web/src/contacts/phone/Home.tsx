import { SwipeAction } from "antd-mobile";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { Logo } from "../../shared/components/Logo";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState } from "../../shared/components/states";
import { LanguageSwitch } from "../../shared/components/switches";
import { useUndo } from "../../shared/components/UndoBar";
import { count } from "../../shared/text";
import { useHere } from "../context";
import { ROOT_ID, useBranch, useExternal, useHasIndustry, usePartners, useProfile } from "../data";
import type { Kept } from "../kept";
import { ClearRecent } from "../parts/ClearRecent";
import { useSwitch } from "../useSwitch";
import { Entry } from "./Entry";
import { Page } from "./Page";

const RECENT_SHOWN = 8;
const STARS_SHOWN = 20;
const to = (userId: string) => `/contacts/people/${encodeURIComponent(userId)}`;

/** Where a phone begins: searching, whom one starred, one's organization and departments, whom one saw last. */
export function Home() {
  const { t } = useTranslation("contacts");
  const outside = useExternal();
  const hasIndustry = useHasIndustry();
  const { kept } = useHere();
  return (
    <main className="ph-page">
      <div className="ob-scroll ph-body ph-tabbed">
        <header className="ph-big">
          <h1>{t("title")}</h1>
          <span className="ob-flex">
            <LanguageSwitch />
            <Link className="ob-icon-button ph-bar-button" to="/contacts/invite" aria-label={t("invite.title")}>
              <Icon name="plus" size="large" />
            </Link>
          </span>
        </header>
        <Link className="ph-find" to="/contacts/search">
          <Icon name="search" />
          <span className="ob-ell">{t("findLong")}</span>
        </Link>
        {kept.starred.length > 0 && (
          <section aria-label={t("starred")}>
            <h2 className="ph-head">{t("starred")}</h2>
            <ul className="ph-stars">
              {kept.starred.slice(0, STARS_SHOWN).map((person) => (
                <li key={person.userId}>
                  <Link className="ob-plain" to={to(person.userId)}>
                    <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={48} />
                    <span className="ob-ell">{person.name ?? t("shared:person.nameless")}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Organization />
        <Partners />
        <section className="ph-block" aria-label={t("mine")}>
          <Entry to="/contacts/starred" icon="star" text={t("starred")} number={kept.starred.length || undefined} />
          <Entry
            to="/contacts/external"
            icon="globe"
            text={t("external.title")}
            number={outside.data?.pages[0]?.total || undefined}
          />
          {hasIndustry && <Entry to="/contacts/industry" icon="tree" text={t("industry.title")} />}
          <Entry to="/contacts/card" icon="qr" text={t("card.title")} />
        </section>
        {kept.recent.length > 0 && (
          <>
            <h2 className="ph-head">{t("recent")}</h2>
            <KeptRows people={kept.recent.slice(0, RECENT_SHOWN)} />
          </>
        )}
      </div>
    </main>
  );
}

function Organization() {
  const { t, i18n } = useTranslation("contacts");
  const { me, organization, session } = useHere();
  const own = useProfile(me.userId);
  const root = useBranch(ROOT_ID);
  const { manages } = useSwitch();
  const places = own.data?.departments.filter((place) => place.deptId !== ROOT_ID) ?? [];
  const people = root.data?.memberCount;
  return (
    <section className="ph-block" aria-label={organization}>
      <div className="ph-organization">
        <Logo logo={session.logo} size={36} />
        <span className="ob-grow">
          <strong className="ob-ell">{organization}</strong>
          <span className="ob-3 ph-count">
            {people === undefined ? "\u00a0" : t("colleagues", { count: people, text: count(people, i18n.language) })}
          </span>
        </span>
        {manages && (
          <Link className="ph-pill" to="/contacts/manage">
            {t("manage.title")}
          </Link>
        )}
      </div>
      <Entry to={`/contacts/departments/${ROOT_ID}`} icon="tree" text={t("structure")} />
      {places.map((place, at) => (
        <OwnDepartment key={place.deptId} deptId={place.deptId} name={place.path.at(-1)?.name ?? ""} main={at === 0} />
      ))}
    </section>
  );
}

/** Organizations that take part, each a root of its own. */
function Partners() {
  const { t } = useTranslation("contacts");
  const { data } = usePartners();
  if (!data?.length) return null;
  return (
    <section className="ph-block" aria-label={t("partner.title")}>
      {data.map((partner) => (
        <Entry
          key={partner.deptId}
          to={`/contacts/departments/${partner.deptId}`}
          icon="tree"
          text={partner.name}
          tag={t("partner.tag")}
          number={partner.memberCount}
        />
      ))}
    </section>
  );
}

function OwnDepartment({ deptId, name, main }: { deptId: number; name: string; main: boolean }) {
  const { t } = useTranslation("contacts");
  const { data } = useBranch(deptId);
  const tag = main ? t("myDepartment") : t("alsoMine");
  return <Entry to={`/contacts/departments/${deptId}`} icon="dept" text={name} tag={tag} number={data?.memberCount} />;
}

function KeptRows({ people }: { people: readonly Kept[] }) {
  return (
    <ul className="ph-block">
      {people.map((person) => (
        <KeptRow key={person.userId} person={person} />
      ))}
    </ul>
  );
}

function KeptRow({ person }: { person: Kept }) {
  const { t } = useTranslation("contacts");
  const { kept } = useHere();
  const undo = useUndo();
  const starred = kept.isStarred(person.userId);
  const name = person.name ?? t("shared:person.nameless");
  const turn = () => {
    if (starred) {
      kept.unstar(person.userId);
      undo({ text: t("unstarredDone", { name }), undo: () => kept.star(person) });
    } else {
      kept.star(person);
      undo({ text: t("starredDone", { name }), undo: () => kept.unstar(person.userId) });
    }
  };
  return (
    <li>
      <SwipeAction
        rightActions={[{ key: "star", text: starred ? t("unstar") : t("star"), color: "primary", onClick: turn }]}
      >
        <Link className="ph-row ob-row" to={to(person.userId)}>
          <PersonName person={person} size={40} />
        </Link>
      </SwipeAction>
    </li>
  );
}

export function KeptPage({ which }: { which: "starred" | "recent" }) {
  const { t } = useTranslation("contacts");
  const { kept } = useHere();
  return (
    <Page title={t(which)} actions={which === "recent" && kept.recent.length > 0 ? <ClearRecent /> : undefined}>
      {kept[which].length === 0 ? (
        <EmptyState title={t(`${which}Empty`)}>{t(`${which}How`)}</EmptyState>
      ) : (
        <KeptRows people={kept[which]} />
      )}
    </Page>
  );
}
