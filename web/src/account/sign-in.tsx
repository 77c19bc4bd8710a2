import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { call, remember } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { type Session, useSession } from "../shared/api/session";
import { Icon } from "../shared/components/Icon";
import { offer } from "../shared/i18n";
import { Field, Form } from "./Form";
import { Frame } from "./Frame";
import { PasswordForm } from "./PasswordForm";
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

/** The picture and the language of the organization whose address this is; nothing of any person. */
function useOrganization(code: string) {
  return useQuery({
    queryKey: ["signInOrganization", code],
    enabled: code !== "",
    retry: false,
    queryFn: async () => {
      const path = `${BASE}/sign-in/organization?code=${encodeURIComponent(code)}`;
      const found = await call<{ language?: string; logo?: string }>("GET", path);
      offer(found.language);
      return found;
    },
  }).data;
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
  const organization = useOrganization(address.get("organization") ?? "");
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
    <Frame picture logo={session.data?.logo ?? organization?.logo}>
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
  const step = useStep("sign-in/new-password");
  return (
    <PasswordForm
      title={t("newPassword.title")}
      button={t("continue")}
      step={{ ...step, mutate: ({ password }) => step.mutate({ password }) }}
    />
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
