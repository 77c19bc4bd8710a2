import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { signOut } from "../shared/api/session";
import { EmptyState } from "../shared/components/states";
import { useHere } from "./context";
import { forgetAll } from "./kept";

/** Leaves the organization by oneself: its name is typed, for it cannot be taken back here. */
export function Leave() {
  const { t } = useTranslation("contacts");
  const { me, organization } = useHere();
  const id = useId();
  const [typed, setTyped] = useState("");
  const go = useMutation({
    mutationFn: () => call("POST", "/v1.0/orgbook/me/leave", { corpId: me.corpId }),
    onSuccess: () => {
      forgetAll();
      return signOut();
    },
  });
  if (me.leaving !== "may") {
    return (
      <EmptyState
        title={t("leave.not", { organization })}
        action={me.leaving === "administrator" && <a href="/console/admins">{t("leave.admins")}</a>}
      >
        {t(`leave.why.${me.leaving}`)}
      </EmptyState>
    );
  }
  const sure = typed.trim() === organization;
  return (
    <form
      className="ct-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (sure && !go.isPending) go.mutate();
      }}
    >
      <h2 className="ct-title ct-wide">{t("leave.title")}</h2>
      <p className="ob-2">{t("leave.what", { organization })}</p>
      <div className="ct-form-field">
        <label htmlFor={id}>{t("leave.type", { organization })}</label>
        <Input
          id={id}
          size="large"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {go.isError && (
        <p className="ct-error" role="alert">
          {sentence(go.error)}
        </p>
      )}
      <Button type="primary" danger htmlType="submit" size="large" loading={go.isPending} disabled={!sure}>
        {t("leave.do")}
      </Button>
    </form>
  );
}
