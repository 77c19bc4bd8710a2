import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../shared/api/errors";
import { Icon } from "../shared/components/Icon";

interface FormProps {
  title?: string;
  note?: ReactNode;
  button: string;
  busy: boolean;
  error: unknown;
  submit: () => void;
  children: ReactNode;
}

/** One thing to fill in, the mistake beside it. */
export function Form({ title, note, button, busy, error, submit, children }: FormProps) {
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) place.current?.querySelector("input")?.focus();
  }, [error]);
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
      {children}
      <div role="alert" className="ac-error">
        {Boolean(error) && (
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
  value: string;
  change: (value: string) => void;
  autoComplete: string;
  secret?: boolean;
  numeric?: boolean;
  focus?: boolean;
  optional?: boolean;
}

export function Field({ label, value, change, autoComplete, secret, numeric, focus, optional }: FieldProps) {
  const { t } = useTranslation("account");
  const id = useId();
  const Kind = secret ? Input.Password : Input;
  return (
    <div className="ac-field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="ob-3"> · {t("optional")}</span>}
      </label>
      <Kind
        id={id}
        size="large"
        value={value}
        onChange={(event) => change(event.target.value)}
        autoComplete={autoComplete}
        inputMode={numeric ? "numeric" : undefined}
        autoFocus={focus}
        required={!optional}
      />
    </div>
  );
}
