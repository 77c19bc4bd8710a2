import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { useUndo } from "../shared/components/UndoBar";
import { useHere } from "./context";

interface Fillable {
  id: string;
  label: string;
  type: "text" | "link" | "number" | "date" | "singleChoice" | "multiChoice" | "person" | "phone";
  choices?: string[];
  value: string;
  shown: boolean;
}

interface Answer {
  fields: Fillable[];
}

const PATH = "/v1.0/orgbook/me/profile";
const KEY = ["my-profile"] as const;

/** What the organization lets people fill in themselves; nothing else. */
export function EditProfile() {
  const { t } = useTranslation("contacts");
  const fields = useQuery({ queryKey: KEY, queryFn: () => call<Answer>("GET", PATH) });
  if (fields.isPending) return <SkeletonRows rows={4} />;
  if (fields.isError) return <ErrorState error={fields.error} retry={fields.refetch} />;
  if (fields.data.fields.length === 0) return <EmptyState title={t("edit.nothing")}>{t("edit.nothingHow")}</EmptyState>;
  return <Form key={fields.dataUpdatedAt} fields={fields.data.fields} />;
}

function Form({ fields }: { fields: Fillable[] }) {
  const { t } = useTranslation("contacts");
  const { me } = useHere();
  const undo = useUndo();
  const queries = useQueryClient();
  const [values, setValues] = useState(() => Object.fromEntries(fields.map((field) => [field.id, field.value])));
  const before = Object.fromEntries(fields.map((field) => [field.id, field.value]));
  const changed = fields.filter((field) => values[field.id] !== field.value);
  const put = (given: { id: string; value: string }[]) => call<Answer>("PUT", PATH, { fields: given });
  const done = (answer: Answer) => {
    queries.setQueryData(KEY, answer);
    queries.invalidateQueries({ queryKey: ["person", me.userId] });
  };
  const save = useMutation({
    mutationFn: () => put(changed.map(({ id }) => ({ id, value: values[id] ?? "" }))),
    onSuccess: (answer) => {
      const inverse = changed.map(({ id }) => ({ id, value: before[id] ?? "" }));
      done(answer);
      undo({ text: t("edit.saved"), undo: () => put(inverse).then(done) });
    },
  });
  return (
    <form
      className="ct-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) save.mutate();
      }}
    >
      <h2 className="ct-title ct-wide">{t("edit.title")}</h2>
      {fields.map((field) => (
        <Field
          key={field.id}
          field={field}
          value={values[field.id] ?? ""}
          change={(value) => setValues({ ...values, [field.id]: value })}
        />
      ))}
      {save.isError && (
        <p className="ct-error" role="alert">
          {sentence(save.error)}
        </p>
      )}
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        loading={save.isPending}
        aria-disabled={changed.length === 0}
      >
        {t("shared:save")}
      </Button>
    </form>
  );
}

const INPUTS: Partial<Record<Fillable["type"], { type: string; inputMode?: "tel" | "url" | "decimal" }>> = {
  date: { type: "date" },
  link: { type: "url", inputMode: "url" },
  phone: { type: "tel", inputMode: "tel" },
  number: { type: "text", inputMode: "decimal" },
};

function Field({ field, value, change }: { field: Fillable; value: string; change: (value: string) => void }) {
  const { t, i18n } = useTranslation("contacts");
  const id = useId();
  const key = `field.${field.id}`;
  const label = i18n.exists(key, { ns: "contacts" }) ? t(key) : field.label;
  const options = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  return (
    <div className="ct-form-field">
      <label htmlFor={id}>{label}</label>
      {field.type === "singleChoice" && (
        <Select
          id={id}
          size="large"
          allowClear
          value={value || undefined}
          options={options}
          onChange={(next) => change(next ?? "")}
        />
      )}
      {field.type === "multiChoice" && (
        <Select
          id={id}
          size="large"
          mode="multiple"
          value={value ? value.split(",") : []}
          options={options}
          onChange={(next: string[]) => change(next.join(","))}
        />
      )}
      {!field.type.endsWith("Choice") && (
        <Input
          id={id}
          size="large"
          {...INPUTS[field.type]}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      )}
      {!field.shown && <span className="ob-3 ob-sm">{t("edit.notShown")}</span>}
    </div>
  );
}
