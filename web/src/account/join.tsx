import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { call } from "../shared/api/client";
import { isAbsent } from "../shared/api/errors";
import { useSession } from "../shared/api/session";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { offer } from "../shared/i18n";
import { Field, Form } from "./Form";
import { Frame } from "./Frame";

interface Invitation {
  organizationName: string;
  departmentName?: string;
  /** Whether an administrator has to agree; otherwise whoever is signed in becomes a member at once. */
  audit: boolean;
  language?: string;
  logo?: string;
}

interface Applied {
  /** `waiting` for an administrator, `joined`, or `member` for who was one before. */
  state: "waiting" | "joined" | "member";
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
    queryFn: async () => {
      const found = await call<Invitation>("GET", path);
      offer(found.language);
      return found;
    },
    retry: false,
  });
  const session = useSession();
  const known = session.data?.state === "signedIn";
  const greeting = reason.trim() || undefined;
  const apply = useMutation({
    mutationFn: () =>
      known
        ? call<Applied>("POST", "/v1.0/orgbook/me/applications", { code, greeting })
        : call<Applied>("POST", `${path}/applications`, { name: name.trim(), mobile: mobile.trim(), greeting }),
  });
  const place = [invitation.data?.organizationName, invitation.data?.departmentName].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = t("join.documentTitle");
  }, [t]);
  return (
    <Frame picture logo={invitation.data?.logo}>
      {invitation.isPending && <SkeletonRows rows={3} />}
      {invitation.isError && (
        <ErrorState
          error={invitation.error}
          kept={isAbsent(invitation.error) ? t("join.invalid") : undefined}
          retry={invitation.refetch}
        />
      )}
      {apply.data?.state === "waiting" && <EmptyState title={t("join.sent")}>{t("join.sentHow")}</EmptyState>}
      {apply.isSuccess && apply.data.state !== "waiting" && (
        <EmptyState title={t("join.joined", { place })} action={<a href="/contacts">{t("join.open")}</a>} />
      )}
      {invitation.data && !apply.isSuccess && (
        <Form
          title={t("join.title", { place })}
          note={t(invitation.data.audit || !known ? "join.note" : "join.atOnce")}
          button={t("join.button")}
          busy={apply.isPending}
          error={apply.error}
          submit={() => apply.mutate()}
          fields={["name", "mobile"]}
        >
          {!known && (
            <Field label={t("join.name")} name="name" value={name} change={setName} autoComplete="name" focus />
          )}
          {!known && (
            <Field
              label={t("join.mobile")}
              name="mobile"
              value={mobile}
              change={setMobile}
              autoComplete="tel"
              numeric
            />
          )}
          <Field label={t("join.reason")} value={reason} change={setReason} autoComplete="off" optional />
        </Form>
      )}
    </Frame>
  );
}
