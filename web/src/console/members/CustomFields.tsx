// The organization's own fields of people: each is filled in as its type wants it. Fetched when somebody's profile is shown.

import { useQuery } from "@tanstack/react-query";
import { App, Form, Input, Select } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { read } from "../api/own";
import type { PersonPage } from "../api/types";
import type { Field } from "../fields";
import { Chip } from "../parts/Chip";
import { EditText } from "../parts/EditText";
import { Picker } from "../parts/Picker";
import { useNamed } from "../parts/useNamed";
import { fits } from "./values";
import { useWrites } from "./writes";

/** Characters of a value. */
const VALUE_MAX = 2000;

type Own = Pick<Field, "id" | "label" | "type" | "choices">;

/** The organization's own fields in their order; none for whom they are not told. */
function useOwnFields(): Own[] {
  const { data } = useQuery({
    queryKey: ["fields"],
    queryFn: () => read<{ fields: Field[] }>("console/fields"),
    retry: false,
  });
  return (data?.fields ?? []).filter((field) => !field.builtIn);
}

interface EditorProps {
  id?: string;
  label: string;
  field: Own;
  value?: string;
  onChange?: (value: string) => unknown;
}

/** One of several, or several, of the field's choices; several stand with commas between them. */
function Choices({ id, label, field, value = "", onChange }: EditorProps) {
  const options = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  const shared = { id, options, "aria-label": label, allowClear: true, style: { minWidth: 160 } };
  if (field.type === "singleChoice")
    return <Select {...shared} value={value || undefined} onChange={(next?: string) => onChange?.(next ?? "")} />;
  return (
    <Select
      {...shared}
      mode="multiple"
      value={value ? value.split(",") : []}
      onChange={(next: string[]) => onChange?.(next.join(","))}
    />
  );
}

/** A colleague, chosen by name; the field holds the id. */
function Colleague({ label, value = "", onChange }: EditorProps) {
  const named = useNamed({ person: value ? [value] : [] });
  if (!value) return <Picker kinds={["person"]} label={label} onPick={(picked) => onChange?.(picked.id)} />;
  return <Chip kind="person" id={value} name={named("person", value)} onRemove={() => onChange?.("")} />;
}

function Editor(props: EditorProps) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const { label, field, value = "", onChange } = props;
  if (field.type.endsWith("Choice")) return <Choices {...props} />;
  if (field.type === "person") return <Colleague {...props} />;
  const save = (next: string) => {
    if (fits(field.type, next)) onChange?.(next);
    else message.error(t(`member.wants.${field.type}`, { label }));
  };
  const type = field.type === "date" ? "date" : field.type === "phone" ? "tel" : "text";
  return <EditText label={label} value={value} type={type} maxLength={VALUE_MAX} onSave={save} />;
}

/** What somebody has in the organization's own fields, also in those that are none any more. */
export function CustomFields({ person }: { person: PersonPage }) {
  const { t } = useTranslation("console");
  const { change } = useWrites();
  const own = useOwnFields();
  const values = Object.fromEntries(person.extension.map(({ name, value }) => [name, value]));
  const known = new Set(own.map((field) => field.id));
  const others = person.extension.filter(({ name }) => !known.has(name));
  const all = [...own, ...others.map(({ name }): Own => ({ id: name, label: name, type: "text" }))];
  if (all.length === 0) return null;
  const locked = person.mirroredFrom.length > 0;
  const set = (field: Own, next: string) => {
    const given = { ...values, [field.id]: next };
    const after = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
    const text = (custom: object) => ({ extension: JSON.stringify(custom) });
    return change(person, field.label || field.id, text(after), text(values));
  };
  return (
    <section className="oc-group">
      <h3 className="oc-h3">{t("member.custom")}</h3>
      <dl className="oc-kv">
        {all.map((field) => (
          <div key={field.id} className="oc-contents">
            <dt>{field.label || field.id}</dt>
            <dd>
              {locked ? (
                values[field.id]
              ) : (
                <Editor
                  label={field.label || field.id}
                  field={field}
                  value={values[field.id]}
                  onChange={(next) => set(field, next)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What is typed into the form of somebody new; each type with the field that suits it. */
function FormField({ field, value, onChange }: { field: Own; value?: string; onChange?: (value: string) => void }) {
  const id = useId();
  const label = field.label || field.id;
  if (field.type.endsWith("Choice")) return <Choices {...{ id, label, field, value, onChange }} />;
  if (field.type === "person") return <Colleague {...{ label, field, value, onChange }} />;
  const type = field.type === "date" ? "date" : field.type === "phone" ? "tel" : "text";
  return (
    <Input
      type={type}
      aria-label={label}
      maxLength={VALUE_MAX}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}

interface FormItemProps {
  field: Own;
  /** The member of the form that holds values by the ids of fields. */
  under: string;
  /** What stood there: it need not fit a type that came later. */
  stored?: string;
}

/** A field of the organization's own in a form. */
export function OwnFormItem({ field, under, stored = "" }: FormItemProps) {
  const { t } = useTranslation("console");
  const label = field.label || field.id;
  const check = (_: unknown, value?: string) => {
    const typed = (value ?? "").trim();
    if (typed === stored || fits(field.type, typed)) return Promise.resolve();
    return Promise.reject(new Error(t(`member.wants.${field.type}`, { label })));
  };
  return (
    <Form.Item name={[under, field.id]} label={label} rules={[{ validator: check }]}>
      <FormField field={field} />
    </Form.Item>
  );
}

/** The organization's own fields in the form of somebody new, under `custom`. */
export function CustomFormItems() {
  return useOwnFields().map((field) => <OwnFormItem key={field.id} field={field} under="custom" />);
}
