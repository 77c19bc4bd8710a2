import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PersonName } from "../../shared/components/PersonName";
import type { Profile } from "../data";

/** Why a protected colleague is not called, and the ways that are left: mail, and whoever is to be contacted instead. */
export function Instead({ person, mail }: { person: Profile; mail?: string }) {
  const { t } = useTranslation("contacts");
  const { instead } = person;
  return (
    <>
      <span className="ob-2">
        {t("whyProtected")} {mail && !instead && t("insteadMail")}
      </span>
      {instead && (
        <span className="ct-instead">
          <span className="ob-3 ob-sm">{t("insteadOf")}</span>
          <Link className="ct-instead-person ob-plain" to={`/contacts/people/${encodeURIComponent(instead.userId)}`}>
            <PersonName person={{ ...instead, leader: false }} size={28} />
          </Link>
        </span>
      )}
    </>
  );
}
