import { Button, Input } from "antd";
import { createContext, type FormEvent, type ReactNode, use, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, sentence, sentenceAtField } from "../shared/api/errors";
import { Icon } from "../shared/components/Icon";

interface FormProps {
  title?: string;
  note?: ReactNode;
  button: string;
  busy: boolean;
  error: unknown;
  submit: () => void;
  /** Names of fields that a mistake can be told beside; told below all of them where it is about none. */
  fields?: readonly string[];
  children: ReactNode;
}

/** The field that is wrong, and why. */
const Mistake = createContext<{ field: string; text: string } | undefined>(undefined);

const NONE: readonly string[] = [];

/** One thing to fill in, the mistake beside it. */
export function Form({ title, note, button, busy, error, submit, fields = NONE, children }: FormProps) {
  const place = useRef<HTMLFormElement>(null);
  const field = error instanceof ApiError ? fields.find((name) => name === error.field) : undefined;
  const mistake = field ? { field, text: sentenceAtField(error as ApiError) } : undefined;
  useEffect(() => {
    if (error) place.current?.querySelector<HTMLElement>(field ? `input[name="${field}"]` : "input")?.focus();
  }, [error, field]);
  return (
    <form
      ref={place}
      className="ac-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      {title && <h1>{title}</h1>}
      {note && <p className="ob-2">{note}</p>}
      <Mistake value={mistake}>{children}</Mistake>
      <div role="alert" className="ac-error">
        {Boolean(error) && !mistake && (
          <>
            <Icon name="warn" /> {sentence(error)}
          </>
        )}
      </div>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {button}
      </Button>
    </form>
  );
}

interface FieldProps {
  label: string;
  /** As an answer names it that finds it wrong. */
  name?: string;
  value: string;
  change: (value: string) => void;
  autoComplete: string;
  secret?: boolean;
  numeric?: boolean;
  focus?: boolean;
  optional?: boolean;
}

export function Field({ label, name, value, change, autoComplete, secret, numeric, focus, optional }: FieldProps) {
  const { t } = useTranslation("account");
  const id = useId();
  const Kind = secret ? Input.Password : Input;
  const mistake = use(Mistake);
  const wrong = mistake && mistake.field === name ? mistake.text : undefined;
  return (
    <div className="ac-field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="ob-3"> · {t("optional")}</span>}
      </label>
      <Kind
        id={id}
        name={name}
        size="large"
        status={wrong ? "error" : undefined}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        value={value}
        onChange={(event) => change(event.target.value)}
        autoComplete={autoComplete}
        inputMode={numeric ? "numeric" : undefined}
        autoFocus={focus}
        required={!optional}
      />
      {wrong && (
        <div role="alert" id={`${id}-wrong`} className="ac-error">
          <Icon name="warn" /> {wrong}
        </div>
      )}
    </div>
  );
}
