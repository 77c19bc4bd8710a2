import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api/client";
import { ApiError, sentence } from "../shared/api/errors";
import { Icon } from "../shared/components/Icon";
import { PersonMark } from "../shared/components/PersonMark";
import { PhotoButtons } from "../shared/components/PhotoButtons";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { useUndo } from "../shared/components/UndoBar";
import { PeoplePicker } from "../shared/picker/PeoplePicker";
import { useHere } from "./context";
import { useProfile } from "./data";
import { useCalled } from "./parts/rows";

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
  return (
    <>
      <Photo />
      {fields.data.fields.length === 0 ? (
        <EmptyState title={t("edit.nothing")}>{t("edit.nothingHow")}</EmptyState>
      ) : (
        <Form key={fields.dataUpdatedAt} fields={fields.data.fields} />
      )}
    </>
  );
}

/** One's own picture. */
function Photo() {
  const { t } = useTranslation("contacts");
  const { me } = useHere();
  const { data } = useProfile(me.userId);
  const undo = useUndo();
  const queries = useQueryClient();
  const [wrong, setWrong] = useState<string>();
  const put = useMutation({
    mutationFn: (picture: string) => call("PUT", "/v1.0/orgbook/me/photo", { picture }),
    onMutate: () => setWrong(undefined),
    onSuccess: (_, picture) => {
      queries.invalidateQueries({ queryKey: ["person", me.userId] });
      undo({ text: t(picture ? "edit.photoSet" : "edit.photoGone") });
    },
  });
  return (
    <section className="ct-form ct-photo" aria-label={t("edit.photo")}>
      <PersonMark userId={me.userId} name={me.name} avatar={data?.avatar} size={72} />
      <PhotoButtons has={!!data?.avatar} onSet={put.mutate} onWrong={setWrong} size="large" />
      {(wrong || put.isError) && (
        <p className="ct-error" role="alert">
          {wrong ?? sentence(put.error)}
        </p>
      )}
    </section>
  );
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
  const wrong = save.isError ? culprit(save.error, changed) : undefined;
  return (
    <form
      noValidate
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
          change={(value) => {
            setValues({ ...values, [field.id]: value });
            if (field.id === wrong) save.reset();
          }}
          error={field.id === wrong && save.error ? reason(save.error, field, t) : undefined}
        />
      ))}
      {save.isError && !wrong && (
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

/** Which of the fields a refusal is about: the one that it names, or the only one that it can mean. */
function culprit(error: unknown, changed: readonly Fillable[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  // The sentence begins with the field, in English behind what kind of refusal it is and a colon.
  const about = [error.message, error.message.slice(error.message.search(/[:：]/) + 1).trim()];
  const names = ({ id, label }: Fillable) => [id, label].some((name) => about.some((text) => text.startsWith(name)));
  if (error.status === 400) return changed.find(names)?.id;
  if (error.status === 404) return changed.find(({ id }) => error.message.includes(`"${id}"`))?.id;
  const unique = changed.filter(({ id }) => UNIQUE.includes(id));
  return error.code === "profile.taken" && unique.length === 1 ? unique[0]?.id : undefined;
}

/** Fields of which no two people have the same value. */
const UNIQUE = ["email", "ext_number"];

function reason(error: unknown, field: Fillable, t: (key: string) => string): string {
  if (!(error instanceof ApiError)) return sentence(error);
  if (error.status === 404) return t("edit.closed");
  const own = { link: "edit.wantsLink", date: "edit.wantsDate", number: "edit.wantsNumber", phone: "edit.wantsPhone" };
  const key = error.status === 400 ? own[field.type as keyof typeof own] : undefined;
  return key ? t(key) : sentence(error);
}

const INPUTS: Partial<Record<Fillable["type"], { type: string; inputMode?: "tel" | "url" | "decimal" }>> = {
  date: { type: "date" },
  link: { type: "text", inputMode: "url" },
  phone: { type: "tel", inputMode: "tel" },
  number: { type: "text", inputMode: "decimal" },
};

interface FieldProps {
  field: Fillable;
  value: string;
  change: (value: string) => void;
  /** Why it was refused. */
  error?: string;
}

function Field({ field, value, change, error }: FieldProps) {
  const { t } = useTranslation("contacts");
  const id = useId();
  const label = useCalled("person")(field.id, field.label);
  const told = {
    id,
    size: "large",
    status: error ? "error" : undefined,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  } as const;
  const options = (field.choices ?? []).map((choice) => ({ value: choice, label: choice }));
  return (
    <div className="ct-form-field">
      <label htmlFor={id}>{label}</label>
      {field.type === "singleChoice" && (
        <Select
          {...told}
          allowClear
          value={value || undefined}
          options={options}
          onChange={(next) => change(next ?? "")}
        />
      )}
      {field.type === "multiChoice" && (
        <Select
          {...told}
          mode="multiple"
          value={value ? value.split(",") : []}
          options={options}
          onChange={(next: string[]) => change(next.join(","))}
        />
      )}
      {field.type === "person" && <Colleague id={id} label={label} value={value} change={change} />}
      {!field.type.endsWith("Choice") && field.type !== "person" && (
        <Input {...told} {...INPUTS[field.type]} value={value} onChange={(event) => change(event.target.value)} />
      )}
      {error && (
        <span id={`${id}-error`} className="ct-error" role="alert">
          {error}
        </span>
      )}
      {!field.shown && <span className="ob-3 ob-sm">{t("edit.notShown")}</span>}
    </div>
  );
}

interface ColleagueProps {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
}

/** A colleague, chosen by name; the field holds the id. */
function Colleague({ id, label, value, change }: ColleagueProps) {
  const { t } = useTranslation("contacts");
  const [open, setOpen] = useState(false);
  const { data } = useProfile(value || undefined);
  const name = data?.name ?? value;
  return (
    <span className="ob-flex">
      <Button id={id} size="large" className="ob-grow" onClick={() => setOpen(true)} aria-label={`${label}: ${name}`}>
        {name || t("manage.choose")}
      </Button>
      {value && (
        <Button size="large" aria-label={t("clear")} icon={<Icon name="x" size="small" />} onClick={() => change("")} />
      )}
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={label} destroyOnHidden>
        <div className="ct-colleague">
          <PeoplePicker
            value={value ? [{ kind: "person", userId: value, name }] : []}
            kinds={["person"]}
            limit={1}
            onChange={([choice]) => {
              change(choice?.kind === "person" ? choice.userId : "");
              setOpen(false);
            }}
          />
        </div>
      </Modal>
    </span>
  );
}
