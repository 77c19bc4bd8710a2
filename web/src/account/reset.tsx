import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { call } from "../shared/api/client";
import { Frame } from "./Frame";
import { PasswordForm } from "./PasswordForm";

/** Choosing a password by a link that an administrator handed out. */
export function Component() {
  const { t } = useTranslation("account");
  const { code = "" } = useParams();
  const step = useMutation({
    mutationFn: ({ password }: { password: string }) => call("POST", "/v1.0/orgbook/sign-in/reset", { code, password }),
  });
  useEffect(() => {
    document.title = t("reset.title");
  }, [t]);
  return (
    <Frame picture>
      {step.isSuccess ? (
        <section className="ac-form" role="status">
          <h1>{t("reset.done")}</h1>
          <Button type="primary" size="large" block href="/sign-in">
            {t("signIn.title")}
          </Button>
        </section>
      ) : (
        <PasswordForm title={t("reset.title")} button={t("reset.button")} step={step} />
      )}
    </Frame>
  );
}
