import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon, type IconName } from "../../shared/components/Icon";
import { ThingMark } from "../../shared/components/ThingMark";
import { count } from "../../shared/text";

interface Props {
  to: string;
  icon: IconName;
  text: string;
  tag?: string;
  number?: number;
}

/** A row that leads somewhere. */
export function Entry({ to, icon, text, tag, number }: Props) {
  const { i18n } = useTranslation("contacts");
  return (
    <Link className="ph-row ph-row-icon ob-row" to={to}>
      <ThingMark icon={icon} />
      <span className="ob-ell">{text}</span>
      {tag && <span className="ob-tag">{tag}</span>}
      <span className="ct-end">
        {number !== undefined && count(number, i18n.language)}
        <Icon name="chev" size="small" />
      </span>
    </Link>
  );
}
