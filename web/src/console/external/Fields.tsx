import { Button, Switch, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { calledField } from "../../shared/fields";
import { useAct } from "../api/act";
import { own } from "../api/own";
import { ChoicesForm } from "../fields/ChoicesForm";
import { hasChoices } from "../fields/choices";
import { NewField } from "../fields/NewField";
import { EditText } from "../parts/EditText";
import { Side } from "../parts/Side";
import { type ContactField, FIELDS, setFields, useContactFields } from "./api";

const LABEL_MAX = 64;

/** A built-in field is called what the language calls it, unless an administrator chose another name. */
export function useFieldLabel() {
  const { t } = useTranslation("console");
  return ({ id, label }: ContactField) => calledField("contact", id, label, (usual) => t(`external.${usual}`));
}

interface RowProps {
  field: ContactField;
  index: number;
  all: ContactField[];
}

/** One field: its name, whether people are shown it, its place, and its end. */
function Row({ field, index, all }: RowProps) {
  const { t } = useTranslation("console");
  const act = useAct();
  const label = useFieldLabel();
  const name = label(field);
  const fixed = field.fixed?.includes("shown");
  const [choosing, setChoosing] = useState(false);
  const order = all.map((one) => one.id);
  const change = (text: string, part: Partial<ContactField>) => {
    const { id, shown, label: was } = field;
    return act({
      text,
      run: () => setFields({ fields: [{ id, ...part }] }),
      undo: () => setFields({ fields: [{ id, shown, label: was }] }),
    });
  };
  const place = (to: number) => {
    const moved = order.filter((id) => id !== field.id);
    moved.splice(to, 0, field.id);
    return act({
      text: t("done.placed", { name }),
      run: () => setFields({ order: moved }),
      undo: () => setFields({ order }),
    });
  };
  const remove = () =>
    act({
      text: t("done.fieldDeleted", { name }),
      run: () => own("DELETE", `${FIELDS}/${encodeURIComponent(field.id)}`),
      undo: async () => {
        const { id, type, choices, shown } = field;
        await own("POST", FIELDS, { id, label: field.label, type, choices, shown });
        await setFields({ order });
      },
    });
  return (
    <li className="oc-card oc-seat">
      <div className="ob-flex">
        <span className="ob-grow">
          <EditText
            label={t("field.label")}
            value={name}
            maxLength={LABEL_MAX}
            onSave={(next) => change(t("done.fieldRenamed", { name: next || name }), { label: next })}
          />
        </span>
        <IconButton
          small
          icon="up"
          label={t("field.up", { name })}
          onClick={() => place(index - 1)}
          disabled={index === 0}
        />
        <IconButton
          small
          icon="down"
          label={t("field.down", { name })}
          onClick={() => place(index + 1)}
          disabled={index === all.length - 1}
        />
        {!field.builtIn && hasChoices(field.type) && (
          <IconButton small icon="pen" label={t("field.choicesOf", { name })} onClick={() => setChoosing(true)} />
        )}
        {!field.builtIn && <IconButton small icon="x" label={t("field.delete", { name })} onClick={remove} />}
      </div>
      <div className="ob-flex">
        <span className="ob-3 ob-sm ob-grow">
          {t(`field.types.${field.type}`, { defaultValue: field.type })}{" "}
          {!field.builtIn && <span className="oc-tag-line">{t("field.own")}</span>}
        </span>
        <span className="ob-3 ob-sm" aria-hidden="true">
          {t("contactFields.shown")}
        </span>
        <Tooltip title={fixed ? t("field.fixed") : undefined}>
          <Switch
            checked={field.shown}
            disabled={fixed}
            aria-label={`${name}: ${t("contactFields.shown")}`}
            onChange={(shown) =>
              change(t(shown ? "done.contactField_on" : "done.contactField_off", { name }), { shown })
            }
          />
        </Tooltip>
      </div>
      {choosing && <ChoicesForm path={FIELDS} field={field} name={name} onClose={() => setChoosing(false)} />}
    </li>
  );
}

/** The fields of external contacts, in the order in which they stand everywhere. */
export function Fields({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("console");
  const { data, error, refetch } = useContactFields();
  const [making, setMaking] = useState(false);
  return (
    <Side onClose={onClose} title={t("contactFields.title")}>
      <p className="ob-2">{t("contactFields.more")}</p>
      <div className="oc-hint">
        <Button icon={<Icon name="plus" size="small" />} onClick={() => setMaking(true)}>
          {t("field.new")}
        </Button>
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={6} height={72} />
      ) : (
        <ul className="oc-stack oc-panels">
          {data.map((field, index) => (
            <Row key={field.id} field={field} index={index} all={data} />
          ))}
        </ul>
      )}
      <NewField path={FIELDS} open={making} onClose={() => setMaking(false)} />
    </Side>
  );
}
