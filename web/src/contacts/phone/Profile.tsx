import { Popup } from "antd-mobile";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Icon, type IconName } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useHere } from "../context";
import { type Profile as Page_, usePartnerOf, useProfile } from "../data";
import { Instead } from "../parts/Instead";
import { useCalledApart, useRows } from "../parts/rows";
import { useCardActions } from "../parts/useCardActions";
import { Value } from "../parts/Value";
import { WhyWithheld } from "../parts/WithheldNote";
import { Page } from "./Page";

/** Somebody's page. */
export function Profile() {
  const { userId = "" } = useParams();
  const profile = useProfile(userId);
  const { kept } = useHere();
  const { saw } = kept;
  const person = profile.data;
  useEffect(() => {
    if (person) saw(person);
  }, [person, saw]);
  if (person) return <Shown person={person} />;
  return (
    <Page>
      {profile.isPending && <SkeletonRows rows={4} height={60} />}
      {profile.isError && <ErrorState error={profile.error} retry={profile.refetch} />}
    </Page>
  );
}

interface ActProps {
  icon: IconName;
  text: string;
  href?: string;
  /** Why it cannot be done. */
  blocked?: string;
  act?: () => unknown;
}

function Act({ icon, text, href, blocked, act }: ActProps) {
  if (href && !blocked) {
    return (
      <a className="ph-act" href={href}>
        <Icon name={icon} size="large" />
        {text}
      </a>
    );
  }
  return (
    <button
      type="button"
      className="ph-act"
      aria-disabled={blocked ? true : undefined}
      title={blocked}
      onClick={blocked ? undefined : act}
    >
      <Icon name={icon} size="large" />
      {text}
    </button>
  );
}

function Shown({ person }: { person: Page_ }) {
  const { t } = useTranslation("contacts");
  const { me } = useHere();
  const [more, setMore] = useState(false);
  const act = useCardActions(person);
  const partner = usePartnerOf()(person.departments.flatMap((place) => place.path));
  const own = person.userId === me.userId;
  const isProtected = person.protected && !own;
  const callBlocked = act.callBlocked ? t("callBlocked") : act.call ? undefined : t("noNumber");
  const tools = (
    <span className="ob-flex ph-tools">
      <button
        type="button"
        className="ob-icon-button ph-bar-button"
        aria-label={act.starred ? t("unstar") : t("star")}
        aria-pressed={act.starred}
        onClick={act.star}
      >
        <Icon name="star" size="large" filled={act.starred} />
      </button>
      <button
        type="button"
        className="ob-icon-button ph-bar-button"
        aria-label={t("shared:more")}
        onClick={() => setMore(true)}
      >
        <Icon name="more" size="large" />
      </button>
    </span>
  );
  return (
    <Page actions={tools}>
      <div className="ph-who">
        <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={72} />
        <div className="ob-grow">
          <h1 dir="auto">
            {person.name ?? t("shared:person.nameless")}{" "}
            {person.protected && (
              <span className="ob-tag">
                <Icon name="shield" size="small" /> {t("shared:person.protected")}
              </span>
            )}
            {partner && <span className="ob-tag">{t("partner.of", { name: partner.name })}</span>}
          </h1>
          <div className="ob-2">{person.title}</div>
        </div>
      </div>
      <div className="ph-acts">
        <Act icon="phone" text={t("call")} href={act.call} blocked={callBlocked} />
        <Act icon="mail" text={t("mailShort")} href={act.mail} blocked={act.mail ? undefined : t("noMail")} />
        <Act icon="download" text={t("saveShort")} act={act.save} />
        <Act icon="share" text={t("shareShort")} act={act.share} />
      </div>
      {isProtected && (
        <section className="ph-block ph-protected">
          <Icon name="shield" size="large" />
          <span>
            <strong>{t("protectedTitle")}</strong>
            <Instead person={person} mail={act.mail} />
          </span>
        </section>
      )}
      <Fields person={person} copy={act.copy} />
      <Reporting person={person} />
      <Popup
        visible={more}
        onMaskClick={() => setMore(false)}
        onClose={() => setMore(false)}
        bodyStyle={{ borderRadius: "14px 14px 0 0" }}
      >
        <ul className="ph-sheet">
          {[
            { text: t("copyNumber"), act: act.copyNumber, shown: Boolean(act.call) },
            { text: t("save"), act: act.save, shown: true },
            { text: t("share"), act: act.share, shown: true },
          ]
            .filter((item) => item.shown)
            .map((item) => (
              <li key={item.text}>
                <button
                  type="button"
                  onClick={() => {
                    setMore(false);
                    item.act();
                  }}
                >
                  {item.text}
                </button>
              </li>
            ))}
        </ul>
      </Popup>
    </Page>
  );
}

function Fields({ person, copy }: { person: Page_; copy: (text: string, what: string) => unknown }) {
  const { t } = useTranslation("contacts");
  const called = useCalledApart(person);
  const rows = useRows(person);
  const places = person.withheld.includes("department") ? [] : person.departments;
  if (rows.length === 0 && places.length === 0) return null;
  return (
    <dl className="ph-block">
      {rows.map((row) => (
        <div key={row.id} className="ph-field">
          <dt>{row.label}</dt>
          <dd>
            <Value row={row} />
          </dd>
          <dd className="ph-field-act">
            {row.value === undefined && (
              <WhyWithheld isProtected={person.protected && row.id === "mobile"} label={row.label} />
            )}
            {row.raw && (
              <button
                type="button"
                className="ob-icon-button ph-bar-button"
                aria-label={t("copyOf", { field: row.label })}
                onClick={() => copy(row.raw ?? "", row.label)}
              >
                <Icon name="copy" />
              </button>
            )}
          </dd>
        </div>
      ))}
      {places.length > 0 && (
        <div className="ph-field">
          <dt>{called.departments}</dt>
          <dd>
            {places.map((place) => (
              <Link key={place.deptId} className="ph-place" to={`/contacts/departments/${place.deptId}`}>
                {place.path
                  .slice(place.path.length > 1 ? 1 : 0)
                  .map((step) => step.name)
                  .join(" / ")}
              </Link>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Reporting({ person }: { person: Page_ }) {
  const { t } = useTranslation("contacts");
  const called = useCalledApart(person);
  const groups = [
    { kind: "manager", title: called.manager, people: person.manager ? [person.manager] : [] },
    { kind: "reports", title: t("reportsTitle"), people: person.reports },
  ];
  return groups.map(
    (group) =>
      group.people.length > 0 && (
        <section key={group.kind}>
          <h2 className="ph-head">
            <span>{group.title}</span>
            {group.people.length > 1 && <span>{group.people.length}</span>}
          </h2>
          <ul className="ph-block">
            {group.people.map((other) => (
              <li key={other.userId} className="ph-slice">
                <Link className="ph-row ob-row" to={`/contacts/people/${encodeURIComponent(other.userId)}`}>
                  <PersonName person={{ ...other, leader: false }} size={40} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ),
  );
}
