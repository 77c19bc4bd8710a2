import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { call } from "../shared/api/client";
import { ApiError, isSignedOut } from "../shared/api/errors";
import { signInPath, useSession, useSessionChanged } from "../shared/api/session";
import { Icon, type IconName } from "../shared/components/Icon";
import { PersonMark } from "../shared/components/PersonMark";
import { ErrorState, SkeletonRows } from "../shared/components/states";
import { ThingMark } from "../shared/components/ThingMark";
import { Frame } from "./Frame";

const PATH = "/v1.0/orgbook/oauth2/authorization";

interface Authorization {
  clientId: string;
  appName: string;
  corpId: string;
  corpName: string;
  organizations: { corpId: string; name: string }[];
  userName: string;
  scopes: string[];
  redirectHost: string;
  /** A mistake that the application is told of. */
  error?: string;
  redirectUri?: string;
}

const SCOPES: { scope: string; icon: IconName; word: string }[] = [
  { scope: "openid", icon: "user", word: "identity" },
  { scope: "corpid", icon: "tree", word: "organization" },
  { scope: "profile", icon: "id", word: "profile" },
  { scope: "email", icon: "mail", word: "email" },
  { scope: "phone", icon: "phone", word: "phone" },
  { scope: "Contact.User.mobile", icon: "phone", word: "phone" },
  { scope: "Contact.User.Read", icon: "id", word: "profile" },
];

/** An application asks to know who somebody is: what it will get, what not, and the choice. */
export function Component() {
  const { t } = useTranslation("account");
  const session = useSession();
  const state = session.data?.state;
  const asked = useQuery({
    queryKey: ["authorization", location.search],
    queryFn: () => call<Authorization>("GET", PATH + location.search),
    enabled: state === "signedIn" || session.isError,
    retry: false,
  });
  useEffect(() => {
    document.title = t("consent.documentTitle");
  }, [t]);
  const away = asked.data?.redirectUri;
  useEffect(() => {
    if (away) location.replace(away);
  }, [away]);
  if ((state && state !== "signedIn") || isSignedOut(asked.error)) return <Navigate to={signInPath()} replace />;
  const other = asked.error instanceof ApiError && asked.error.code === "oauth2.otherOrganization";
  return (
    <Frame>
      {(asked.isPending || away) && !asked.isError && <SkeletonRows rows={4} />}
      {asked.isError && <ErrorState error={asked.error} kept={other ? t("consent.other") : t("consent.wrong")} />}
      {asked.data && !away && <Ask asked={asked.data} userId={session.data?.userId ?? ""} />}
    </Frame>
  );
}

function Ask({ asked, userId }: { asked: Authorization; userId: string }) {
  const { t } = useTranslation("account");
  const [corpId, setCorpId] = useState(asked.corpId);
  const changed = useSessionChanged();
  const answer = useMutation({
    mutationFn: async (agree: boolean) => {
      if (corpId !== asked.corpId) {
        await call("POST", "/v1.0/orgbook/session/organization", { corpId });
        await changed();
      }
      const query = Object.fromEntries(new URLSearchParams(location.search));
      return call<{ redirectUri: string }>("POST", PATH, { ...query, corpId, agree });
    },
    onSuccess: ({ redirectUri }) => location.assign(redirectUri),
  });
  const given = SCOPES.filter((each) => asked.scopes.includes(each.scope));
  const words = new Set(["identity", ...given.map((each) => each.word)]);
  const gets = [...new Map([...SCOPES.slice(0, 1), ...given].map((each) => [each.word, each])).values()];
  const not = (["phone", "email"] as const).filter((word) => !words.has(word));
  return (
    <section className="ac-consent">
      <div className="ac-pair" aria-hidden="true">
        <ThingMark icon="plug" size={48} />
        <Icon name="more" />
        <img src="/icons/orgbook.svg" alt="" width="48" height="48" />
      </div>
      <h1>{t("consent.title", { app: asked.appName, organization: asked.corpName })}</h1>
      <p className="ob-3 ob-sm">{asked.redirectHost}</p>
      <div className="ac-who">
        <PersonMark userId={userId} name={asked.userName} size={36} />
        <span className="ob-grow">
          <strong className="ob-ell">{asked.userName}</strong>
          {asked.organizations.length > 1 ? (
            <Select
              size="small"
              value={corpId}
              onChange={setCorpId}
              aria-label={t("signIn.organization")}
              options={asked.organizations.map((each) => ({ value: each.corpId, label: each.name }))}
            />
          ) : (
            <span className="ob-3 ob-ell">{asked.corpName}</span>
          )}
        </span>
        <a href={signInPath()} className="ob-sm">
          {t("consent.switch")}
        </a>
      </div>
      <div className="ac-two">
        <div>
          <h2>{t("consent.gets")}</h2>
          <ul>
            {gets.map((each) => (
              <li key={each.word}>
                <ThingMark icon={each.icon} /> {t(`consent.scope.${each.word}`)}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>{t("consent.not")}</h2>
          <ul>
            {not.map((word) => (
              <li key={word}>
                <ThingMark icon={word === "phone" ? "phone" : "mail"} /> {t(`consent.scope.${word}`)}
              </li>
            ))}
            <li>
              <ThingMark icon="users" /> {t("consent.scope.colleagues")}
            </li>
          </ul>
        </div>
      </div>
      {answer.isError && <ErrorState error={answer.error} />}
      <div className="ac-buttons">
        <Button size="large" onClick={() => answer.mutate(false)} disabled={answer.isPending}>
          {t("consent.decline")}
        </Button>
        <Button size="large" type="primary" onClick={() => answer.mutate(true)} loading={answer.isPending}>
          {t("consent.agree")}
        </Button>
      </div>
    </section>
  );
}
