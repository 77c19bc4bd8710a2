import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { Segmented } from "../../shared/components/Segmented";
import { ThingMark } from "../../shared/components/ThingMark";
import { choose, useAppearanceChoice } from "../../shared/theme/theme";
import { useHere } from "../context";
import { useProfile } from "../data";
import { useSwitch } from "../useSwitch";
import { Entry } from "./Entry";
import { Page } from "./Page";

/** One's own page: profile, card, organizations, appearance, signing out. */
export function Mine() {
  const { t } = useTranslation("contacts");
  const { me } = useHere();
  const own = useProfile(me.userId);
  const { organizations, change, leave, manages } = useSwitch();
  const appearance = useAppearanceChoice();
  return (
    <Page title={t("me")} root>
      <section className="ph-block">
        <Link className="ph-row ob-row" to={`/contacts/people/${encodeURIComponent(me.userId)}`}>
          <PersonName
            person={{ userId: me.userId, name: me.name, avatar: own.data?.avatar, title: own.data?.title }}
            size={40}
          />
          <span className="ct-end">
            <Icon name="chev" size="small" />
          </span>
        </Link>
      </section>
      <section className="ph-block">
        <Entry to="/contacts/card" icon="qr" text={t("card.title")} />
        <Entry to="/contacts/edit" icon="pen" text={t("edit.title")} />
        <Entry to="/contacts/invite" icon="plus" text={t("invite.title")} />
        <a className="ph-row ph-row-icon ob-row" href="/account?to=/contacts">
          <ThingMark icon="lock" />
          <span className="ob-ell">{t("account")}</span>
          <span className="ct-end">
            <Icon name="chev" size="small" />
          </span>
        </a>
        {manages && <Entry to="/contacts/manage" icon="gear" text={t("manage.title")} />}
      </section>
      {organizations.length > 1 && (
        <>
          <h2 className="ph-head">{t("organizations")}</h2>
          <ul className="ph-block">
            {organizations.map((each) => (
              <li key={each.corpId} className="ph-slice">
                <button
                  type="button"
                  className="ph-row ob-row"
                  aria-pressed={each.corpId === me.corpId}
                  onClick={() => change(each.corpId)}
                >
                  <Icon name={each.corpId === me.corpId ? "check" : "tree"} />
                  <span className="ob-ell">{each.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="ph-head">{t("appearance.title")}</h2>
      <div className="ph-kinds">
        <Segmented
          label={t("appearance.title")}
          value={appearance}
          onChange={choose}
          options={[
            { value: "system", label: t("appearance.system") },
            { value: "light", label: t("appearance.light") },
            { value: "dark", label: t("appearance.dark") },
          ]}
        />
      </div>
      <section className="ph-block">
        <Entry to="/contacts/leave" icon="leave" text={t("leave.title")} />
      </section>
      <section className="ph-block">
        <button type="button" className="ph-row ob-row ph-leave" onClick={leave}>
          {t("signOut")}
        </button>
      </section>
    </Page>
  );
}
