import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, remember } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import type { Session } from "../shared/api/session";
import { Icon } from "../shared/components/Icon";
import { Field, Form } from "./Form";

const PATH = "/v1.0/orgbook/second-factor";

interface Begun {
  secret: string;
  uri: string;
  svg: string;
}

interface Props {
  state: NonNullable<Session["secondFactor"]>;
  /** Where whoever was sent here wanted to go. */
  to: string;
}

/** The second factor: setting it up, the codes for the day it is lost, taking it away. */
export function SecondFactorSection({ state, to }: Props) {
  const { t } = useTranslation("account");
  const [codes, setCodes] = useState<string[]>();
  const begin = useMutation({ mutationFn: () => call<Begun>("POST", PATH) });
  return (
    <section className="ac-block" aria-labelledby="ac-factor">
      <h2 id="ac-factor">{t("security.factor.title")}</h2>
      {codes ? (
        <Codes codes={codes} to={to} />
      ) : (
        <>
          <p className={state === "needed" ? "ac-needed" : "ob-2"}>
            {state === "needed" && <Icon name="warn" />}
            <span>{t(`security.factor.${state}`)}</span>
          </p>
          {state === "on" && <TakeAway />}
          {state !== "on" && !begin.data && (
            <div>
              <Button type="primary" size="large" onClick={() => begin.mutate()} loading={begin.isPending}>
                {t("security.factor.begin")}
              </Button>
              <div role="alert" className="ac-error">
                {begin.isError && sentence(begin.error)}
              </div>
            </div>
          )}
          {state !== "on" && begin.data && <Confirm begun={begin.data} done={setCodes} />}
        </>
      )}
    </section>
  );
}

function Confirm({ begun, done }: { begun: Begun; done: (codes: string[]) => void }) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  const queries = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => call<Session & { recoveryCodes: string[] }>("POST", `${PATH}/confirm`, { code: code.trim() }),
    onSuccess: ({ recoveryCodes, ...session }) => {
      remember(session.csrf);
      done(recoveryCodes);
      queries.setQueryData(["session"], session);
      queries.invalidateQueries({ queryKey: ["sessions"] });
    },
  });
  return (
    <div className="ac-factor">
      <img
        className="ac-code"
        src={`data:image/svg+xml,${encodeURIComponent(begun.svg)}`}
        alt={t("security.factor.picture")}
        width="168"
        height="168"
      />
      <div>
        <p>{t("security.factor.scan")}</p>
        <p className="ob-mono ac-secret">{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
        <Form
          button={t("security.factor.confirm")}
          busy={confirm.isPending}
          error={confirm.error}
          submit={() => confirm.mutate()}
        >
          <Field
            label={t("secondFactor.code")}
            value={code}
            change={setCode}
            autoComplete="one-time-code"
            numeric
            focus
          />
        </Form>
      </div>
    </div>
  );
}

function Codes({ codes, to }: { codes: string[]; to: string }) {
  const { t } = useTranslation("account");
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p role="status">
        <strong>{t("security.factor.added")}</strong> {t("security.factor.codes")}
      </p>
      <ul className="ac-codes ob-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="ac-row">
        <Button
          size="large"
          onClick={() => navigator.clipboard.writeText(codes.join("\n")).then(() => setCopied(true))}
          icon={<Icon name={copied ? "check" : "copy"} size="small" />}
        >
          {t(copied ? "security.factor.copied" : "security.factor.copy")}
        </Button>
        <Button type="primary" size="large" href={to}>
          {t("security.factor.kept")}
        </Button>
      </div>
    </>
  );
}

function TakeAway() {
  const { t } = useTranslation("account");
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState("");
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: () => call("DELETE", `${PATH}?code=${encodeURIComponent(code.trim())}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["session"] }),
  });
  if (!open)
    return (
      <div>
        <Button size="large" onClick={() => setOpen(true)}>
          {t("security.factor.remove")}
        </Button>
      </div>
    );
  return (
    <Form
      note={t("security.factor.removeNote")}
      button={t("security.factor.remove")}
      busy={take.isPending}
      error={take.error}
      submit={() => take.mutate()}
    >
      <Field label={t("secondFactor.code")} value={code} change={setCode} autoComplete="one-time-code" focus />
    </Form>
  );
}
