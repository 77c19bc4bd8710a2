import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, Form } from "./Form";

interface Props {
  title?: string;
  button: string;
  /** Whether the password of now is typed as well. */
  asksOld?: boolean;
  /** What sends it. */
  step: {
    isPending: boolean;
    error: unknown;
    mutate: (typed: { password: string; old: string }) => void;
  };
}

/** Choosing a password: after the first sign-in, by a link, or for another one. */
export function PasswordForm({ title, button, asksOld, step }: Props) {
  const { t } = useTranslation("account");
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  return (
    <Form
      title={title}
      note={t("newPassword.note")}
      button={button}
      busy={step.isPending}
      error={step.error}
      submit={() => step.mutate({ password, old })}
    >
      {asksOld && (
        <Field
          label={t("security.password.old")}
          value={old}
          change={setOld}
          autoComplete="current-password"
          secret
          focus
        />
      )}
      <Field
        label={t("newPassword.password")}
        value={password}
        change={setPassword}
        autoComplete="new-password"
        secret
        focus={!asksOld}
      />
    </Form>
  );
}
