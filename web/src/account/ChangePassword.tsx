import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, remember } from "../shared/api/client";
import type { Session } from "../shared/api/session";
import { PasswordForm } from "./PasswordForm";

/** Another password, for whoever types the old one. */
export function ChangePassword() {
  const { t } = useTranslation("account");
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ old, password }: { old: string; password: string }) =>
      call<Session>("PUT", "/v1.0/orgbook/password", { old, new: password }),
    onSuccess: (session) => {
      remember(session.csrf);
      queries.setQueryData(["session"], session);
      queries.invalidateQueries({ queryKey: ["sessions"] });
      setOpen(false);
    },
  });
  return (
    <section className="ac-block" aria-labelledby="ac-password">
      <h2 id="ac-password">{t("security.password.title")}</h2>
      <p className="ob-2" role="status">
        {t(change.isSuccess && !open ? "security.password.done" : "security.password.note")}
      </p>
      {open ? (
        <PasswordForm button={t("security.password.button")} asksOld step={change} />
      ) : (
        <div>
          <Button size="large" onClick={() => setOpen(true)}>
            {t("security.password.button")}
          </Button>
        </div>
      )}
    </section>
  );
}
