import { Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { COLUMNS, type Column } from "./columns";

/** Chooses the columns of the table; the name always stands there. */
export function ColumnChooser({ chosen, onChange }: { chosen: Column[]; onChange: (next: Column[]) => void }) {
  const { t } = useTranslation("console");
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      title={t("columns.head")}
      content={
        <>
          <Checkbox.Group
            className="oc-stack"
            value={chosen}
            options={COLUMNS.map((value) => ({ value, label: t(`member.${value}`) }))}
            onChange={(next) => onChange(COLUMNS.filter((column) => next.includes(column)))}
          />
          <p className="ob-3 ob-sm oc-hint oc-popover-text">{t("columns.more")}</p>
        </>
      }
    >
      <IconButton small className="oc-wide" icon="cols" label={t("columns.head")} />
    </Popover>
  );
}
