import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { call, remember } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { type Session, useSession } from "../shared/api/session";
import { Icon } from "../shared/components/Icon";
import { Frame } from "./Frame";
import { safe } from "./safe";

const BASE = "/v1.0/orgbook";

/** A step of signing in: what it sends, and the session that comes of it. */
function useStep(path: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => call<Session>("POST", `${BASE}/${path}`, body),
    onSuccess: (session) => {
      remember(session.csrf);
      queries.setQueryData(["session"], session);
    },
  });
}

/** Signing in: password, second factor, a new password, which organization. */
export function Component() {
  const { t } = useTranslation("account");
  const session = useSession();
  const [address] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const state = session.data?.state;
  const to = safe(address.get("to"));
  const needsFactor = session.data?.secondFactor === "needed";
  useEffect(() => {
    document.title = t("signIn.documentTitle");
  }, [t]);
  useEffect(() => {
    if (state !== "signedIn") return;
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    // An administrator gets no further before there is a second factor.
    if (needsFactor) navigate(`/account?to=${encodeURIComponent(to)}`, { replace: true });
    // The page of an authorization is the server's to look at again; the others are ours.
    else if (to.startsWith("/oauth2/")) location.assign(to);
    else navigate(to, { replace: true });
  }, [state, to, needsFactor, navigate, queries]);
  return (
    <Frame picture>
      {(state === "none" || session.isError) && (
        <Password
          code={address.get("organization") ?? ""}
          to={to}
          failed={address.get("error")?.replace("provider.", "")}
        />
      )}
      {state === "secondFactor" && <SecondFactor />}
      {state === "newPassword" && <NewPassword />}
      {state === "chooseOrganization" && <Choose organizations={session.data?.organizations ?? []} />}
    </Frame>
  );
}

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

function Password({ code, to, failed }: { code: string; to: string; failed?: string }) {
  const { t } = useTranslation("account");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [organization, setOrganization] = useState(code);
  const step = useStep("sign-in");
  const submit = () =>
    step.mutate({ login: login.trim(), password, ...(organization ? { organizationCode: organization.trim() } : {}) });
  const given = organization.trim();
  const away = `/sign-in/provider?organizationCode=${encodeURIComponent(given)}&next=${encodeURIComponent(to)}`;
  return (
    <>
      <Form
        title={t("signIn.title")}
        button={t("signIn.button")}
        busy={step.isPending}
        error={step.error}
        submit={submit}
      >
        <Field label={t("signIn.login")} value={login} change={setLogin} autoComplete="username" focus />
        <Field
          label={t("signIn.password")}
          value={password}
          change={setPassword}
          autoComplete="current-password"
          secret
        />
        <Field
          label={t("signIn.organization")}
          value={organization}
          change={setOrganization}
          autoComplete="organization"
          optional
        />
      </Form>
      {failed && (
        <p className="ac-error" role="alert">
          <Icon name="warn" /> {t(`provider.${failed}`, { defaultValue: t("provider.refused") })}
        </p>
      )}
      {given && (
        <>
          <div className="ac-or">{t("signIn.or")}</div>
          <Button size="large" block href={away} icon={<Icon name="key" size="small" />}>
            {t("signIn.provider")}
          </Button>
        </>
      )}
      <p className="ob-3 ob-sm">{t("signIn.help")}</p>
    </>
  );
}

function SecondFactor() {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  const step = useStep("sign-in/second-factor");
  return (
    <Form
      title={t("secondFactor.title")}
      note={t("secondFactor.note")}
      button={t("continue")}
      busy={step.isPending}
      error={step.error}
      submit={() => step.mutate({ code: code.trim() })}
    >
      <Field label={t("secondFactor.code")} value={code} change={setCode} autoComplete="one-time-code" numeric focus />
    </Form>
  );
}

function NewPassword() {
  const { t } = useTranslation("account");
  const [password, setPassword] = useState("");
  const step = useStep("sign-in/new-password");
  return (
    <Form
      title={t("newPassword.title")}
      note={t("newPassword.note")}
      button={t("continue")}
      busy={step.isPending}
      error={step.error}
      submit={() => step.mutate({ password })}
    >
      <Field
        label={t("newPassword.password")}
        value={password}
        change={setPassword}
        autoComplete="new-password"
        secret
        focus
      />
    </Form>
  );
}

function Choose({ organizations }: { organizations: { corpId: string; name: string }[] }) {
  const { t } = useTranslation("account");
  const step = useStep("session/organization");
  return (
    <section className="ac-form">
      <h1>{t("choose.title")}</h1>
      <ul className="ac-organizations">
        {organizations.map((each) => (
          <li key={each.corpId}>
            <button type="button" onClick={() => step.mutate({ corpId: each.corpId })} disabled={step.isPending}>
              <Icon name="tree" />
              <span className="ob-grow ob-ell">{each.name}</span>
              <Icon name="chev" size="small" />
            </button>
          </li>
        ))}
      </ul>
      <div role="alert" className="ac-error">
        {step.isError && sentence(step.error)}
      </div>
    </section>
  );
}
