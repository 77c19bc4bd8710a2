import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import type { PickKind } from "./Picker";

interface Props {
  kind: PickKind | "all";
  id: string;
  name: string;
  onRemove?: () => void;
}

const ICONS: Record<Props["kind"], IconName> = { person: "user", department: "dept", role: "role", all: "users" };

/** Somebody or something that was chosen. */
export function Chip({ kind, id, name, onRemove }: Props) {
  const { t } = useTranslation("console");
  return (
    <span className="oc-chip">
      {kind === "person" ? <PersonMark userId={id} name={name} size={20} /> : <Icon name={ICONS[kind]} size="small" />}
      <span className="ob-ell">{name}</span>
      {onRemove && (
        <button type="button" className="oc-chip-x" aria-label={t("pick.remove", { name })} onClick={onRemove}>
          <Icon name="x" size="small" />
        </button>
      )}
    </span>
  );
}
