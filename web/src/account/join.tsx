import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { call } from "../shared/api/client";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { Frame } from "./Frame";
import { Field, Form } from "./sign-in";

interface Invitation {
  corpName: string;
}

/** Asking to join an organization by its link. */
export function Component() {
  const { t } = useTranslation("account");
  const { code = "" } = useParams();
  const path = `/v1.0/orgbook/invitations/${encodeURIComponent(code)}`;
  const [name, setName] = useState("");
  const [mobile, setMobile] = useState("");
  const [reason, setReason] = useState("");
  const invitation = useQuery({
    queryKey: ["invitation", code],
    queryFn: () => call<Invitation>("GET", path),
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () =>
      call("POST", `${path}/applications`, { name: name.trim(), mobile: mobile.trim(), reason: reason.trim() }),
  });
  useEffect(() => {
    document.title = t("join.documentTitle");
  }, [t]);
  return (
    <Frame picture>
      {invitation.isPending && <SkeletonRows rows={3} />}
      {invitation.isError && <ErrorState error={invitation.error} kept={t("join.invalid")} />}
      {apply.isSuccess && <EmptyState title={t("join.sent")}>{t("join.sentHow")}</EmptyState>}
      {invitation.data && !apply.isSuccess && (
        <Form
          title={t("join.title", { organization: invitation.data.corpName })}
          note={t("join.note")}
          button={t("join.button")}
          busy={apply.isPending}
          error={apply.error}
          submit={() => apply.mutate()}
        >
          <Field label={t("join.name")} value={name} change={setName} autoComplete="name" focus />
          <Field label={t("join.mobile")} value={mobile} change={setMobile} autoComplete="tel" numeric />
          <Field label={t("join.reason")} value={reason} change={setReason} autoComplete="off" optional />
        </Form>
      )}
    </Frame>
  );
}
