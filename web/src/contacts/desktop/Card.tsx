import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { useHere } from "../context";
import { type Person, type Profile, useLine, usePartnerOf, useProfile } from "../data";
import { Instead } from "../parts/Instead";
import { type Row, useCalledApart, useRows } from "../parts/rows";
import { useCardActions } from "../parts/useCardActions";
import { Value } from "../parts/Value";
import { WhyWithheld, Withheld } from "../parts/WithheldNote";

/** Nobody is chosen yet. */
export function NoCard() {
  const { t } = useTranslation("contacts");
  return (
    <main className="ct-card">
      <EmptyState title={t("choose")}>{t("chooseHow")}</EmptyState>
      <Foot />
    </main>
  );
}

/** Somebody's card. */
export function Card({ userId }: { userId: string }) {
  const profile = useProfile(userId);
  const { kept } = useHere();
  const { saw } = kept;
  const person = profile.data;
  useEffect(() => {
    if (person) saw(person);
  }, [person, saw]);
  return (
    <main className="ct-card">
      {profile.isPending && <CardSkeleton />}
      {profile.isError && !person && <ErrorState error={profile.error} retry={profile.refetch} />}
      {person && <Shown person={person} />}
      <Foot />
    </main>
  );
}

function CardSkeleton() {
  return (
    <div className="ct-profile ob-grow" aria-hidden="true">
      <div className="ob-flex ct-who">
        <span className="ob-skeleton" style={{ width: 72, height: 72, borderRadius: 19 }} />
        <span className="ob-grow">
          <span className="ob-skeleton" style={{ width: 160, height: 20, marginBottom: 12 }} />
          <span className="ob-skeleton" style={{ width: 220 }} />
        </span>
      </div>
    </div>
  );
}

function Foot() {
  const { t } = useTranslation("contacts");
  return (
    <footer className="ct-foot">
      <span>
        <span className="ob-key">↑</span> <span className="ob-key">↓</span> {t("keys.next")}
      </span>
      <span>
        <span className="ob-key">←</span> {t("keys.up")}
      </span>
      <span>
        <span className="ob-key">C</span> {t("keys.copy")}
      </span>
      <span>
        <span className="ob-key">S</span> {t("keys.star")}
      </span>
      <span className="ob-grow" />
      <span>{t("onlyWhatYouMay")}</span>
    </footer>
  );
}

function Shown({ person }: { person: Profile }) {
  const { t } = useTranslation("contacts");
  const { me } = useHere();
  const act = useCardActions(person);
  const rows = useRows(person);
  const partner = usePartnerOf()(person.departments.flatMap((place) => place.path));
  useKeys({ s: act.star, c: act.copyNumber });
  const blocked = act.callBlocked ? t("callBlocked") : undefined;
  return (
    <div className="ob-scroll">
      <div className="ct-profile">
        <div className="ob-flex ct-who">
          <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={72} />
          <div className="ob-grow">
            <h1 className="ct-name" dir="auto">
              {person.name ?? t("shared:person.nameless")}
              {person.protected && (
                <span className="ob-tag">
                  <Icon name="shield" size="small" /> {t("shared:person.protected")}
                </span>
              )}
              {partner && <span className="ob-tag">{t("partner.of", { name: partner.name })}</span>}
            </h1>
            {person.title && <div className="ob-2">{person.title}</div>}
            <div className="ob-3 ob-sm">{person.departments.map((place) => place.path.at(-1)?.name).join(" · ")}</div>
          </div>
          <div className="ob-flex ct-tools">
            <IconButton
              icon="star"
              filled={act.starred}
              label={act.starred ? t("unstar") : t("star")}
              aria-pressed={act.starred}
              onClick={act.star}
            />
            <IconButton icon="share" label={t("share")} onClick={act.share} />
          </div>
        </div>
        <div className="ob-flex ct-actions">
          {person.userId === me.userId ? (
            <Link className="ct-button" to="/contacts/edit">
              <Icon name="pen" size="small" /> {t("edit.title")}
            </Link>
          ) : (
            <>
              <CallButton href={act.call} blocked={blocked} />
              {act.mail && (
                <Button href={act.mail} icon={<Icon name="mail" size="small" />}>
                  {t("mail")}
                </Button>
              )}
            </>
          )}
          <Button onClick={act.save} icon={<Icon name="download" size="small" />}>
            {t("save")}
          </Button>
        </div>
        {person.protected && person.userId !== me.userId && <Protected person={person} mail={act.mail} />}
        <div className="ct-two">
          <dl>
            {rows.map((row) => (
              <Field key={row.id} row={row} person={person} copy={act.copy} />
            ))}
            <Departments person={person} />
          </dl>
          <Line person={person} />
        </div>
      </div>
    </div>
  );
}

function CallButton({ href, blocked }: { href?: string; blocked?: string }) {
  const { t } = useTranslation("contacts");
  const icon = <Icon name="phone" size="small" />;
  if (blocked) {
    return (
      <Button icon={icon} aria-disabled title={blocked} className="ct-disabled">
        {t("call")}
      </Button>
    );
  }
  if (!href) return null;
  return (
    <Button type="primary" href={href} icon={icon}>
      {t("call")}
    </Button>
  );
}

function Protected({ person, mail }: { person: Profile; mail?: string }) {
  const { t } = useTranslation("contacts");
  return (
    <div className="ob-note ct-protected">
      <Icon name="shield" />
      <span className="ob-grow">
        <strong>{t("protectedTitle")}</strong>
        <br />
        <Instead person={person} mail={mail} />
      </span>
    </div>
  );
}

interface FieldProps {
  row: Row;
  person: Profile;
  copy: (text: string, what: string) => unknown;
}

function Field({ row, person, copy }: FieldProps) {
  const { t } = useTranslation("contacts");
  return (
    <div className="ct-field">
      <dt>{row.label}</dt>
      <dd className={row.mono ? "ob-mono" : undefined}>
        <Value row={row} />
      </dd>
      <dd>
        {row.value === undefined && (
          <WhyWithheld isProtected={person.protected && row.id === "mobile"} label={row.label} />
        )}
        {row.raw && (
          <IconButton
            small
            icon="copy"
            label={t("copyOf", { field: row.label })}
            onClick={() => copy(row.raw ?? "", row.label)}
          />
        )}
      </dd>
    </div>
  );
}

function Departments({ person }: { person: Profile }) {
  const called = useCalledApart(person);
  if (person.withheld.includes("department")) {
    return (
      <div className="ct-field">
        <dt>{called.departments}</dt>
        <dd>
          <Withheld />
        </dd>
        <dd>
          <WhyWithheld isProtected={false} label={called.departments} />
        </dd>
      </div>
    );
  }
  if (person.departments.length === 0) return null;
  return (
    <div className="ct-field">
      <dt>{called.departments}</dt>
      <dd>
        {person.departments.map((place) => (
          <div key={place.deptId}>
            {place.path.slice(place.path.length > 1 ? 1 : 0).map((step, at) => (
              <span key={step.deptId}>
                {at > 0 && " / "}
                <Link to={`/contacts/departments/${step.deptId}`}>{step.name}</Link>
              </span>
            ))}
            {place.title && place.title !== person.title && <span className="ob-3 ob-sm"> {place.title}</span>}
          </div>
        ))}
      </dd>
      <dd />
    </div>
  );
}

const REPORTS_SHOWN = 3;

/** Who leads to somebody, and who follows. */
function Line({ person }: { person: Profile }) {
  const { t } = useTranslation("contacts");
  const line = useLine(person);
  const to = (other: Person) => `/contacts/people/${encodeURIComponent(other.userId)}`;
  if (!person.manager && person.reports.length === 0) return <aside className="ct-line" />;
  return (
    <aside className="ct-line" aria-label={t("line")}>
      <h2 className="ob-cap">{t("line")}</h2>
      <ol>
        {(line.data ?? (person.manager ? [person.manager] : [])).map((above) => (
          <li key={above.userId}>
            <PersonMark userId={above.userId} name={above.name} avatar={above.avatar} size={36} />
            <Link to={to(above)} className="ob-grow ob-plain">
              <span className="ob-ell">
                {above.name ?? t("shared:person.nameless")} {above.protected && <Icon name="shield" size="small" />}
              </span>
              <span className="ob-3 ob-sm ob-ell">{above.title}</span>
            </Link>
          </li>
        ))}
        <li className="ct-self">
          <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={36} />
          <span className="ob-grow">
            <strong className="ob-ell">{person.name ?? t("shared:person.nameless")}</strong>
            {person.reports.length > 0 && (
              <span className="ob-3 ob-sm">{t("reports", { count: person.reports.length })}</span>
            )}
          </span>
        </li>
      </ol>
      {person.reports.length > 0 && (
        <details className="ct-reports" open={person.reports.length <= REPORTS_SHOWN}>
          <summary className="ob-sm">{t("seeReports", { count: person.reports.length })}</summary>
          <ul>
            {person.reports.map((below) => (
              <li key={below.userId}>
                <Link to={to(below)} className="ob-flex ob-plain">
                  <PersonMark userId={below.userId} name={below.name} avatar={below.avatar} size={24} />
                  <span className="ob-ell">{below.name ?? t("shared:person.nameless")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}
