import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { PersonMark } from "./PersonMark";

export interface NamedPerson {
  userId: string;
  name?: string;
  avatar?: string;
  title?: string;
  leader?: boolean;
  protected?: boolean;
}

interface Props {
  person: NamedPerson;
  size?: 24 | 28 | 36 | 40;
  hue?: number;
  /** The name with what was matched in it, instead of the plain name. */
  name?: ReactNode;
  /** What tells this one apart, or the title. */
  second?: ReactNode;
  badges?: ReactNode;
}

/** Mark, name, what tells apart, badges: the same in lists, pickers and logs. */
export function PersonName({ person, size = 36, hue, name, second = person.title, badges }: Props) {
  const { t } = useTranslation("shared");
  return (
    <>
      <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={size} hue={hue} />
      <span className="ob-grow ob-person">
        <span className="ob-person-1">
          <span className="ob-ell" dir="auto">
            {name ?? person.name ?? t("person.nameless")}
          </span>
          {person.protected && (
            <span className="ob-3" title={t("person.protected")}>
              <Icon name="shield" size="small" />
              <span className="ob-sr">{t("person.protected")}</span>
            </span>
          )}
          {person.leader && <span className="ob-tag ob-tag-primary">{t("person.leader")}</span>}
          {badges}
        </span>
        {second && <span className="ob-person-2 ob-ell">{second}</span>}
      </span>
    </>
  );
}
