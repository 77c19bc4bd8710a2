import { useQuery } from "@tanstack/react-query";
import { App, Button, Drawer, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { usePerson } from "../api/directory";
import { contact, own, read } from "../api/own";
import type { Member, MemberPage } from "../api/types";
import { StateWord } from "../members/MemberTable";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";

const account = (verb: string, body: object) => contact("POST", `orgAccounts/${verb}`, body);

interface Organization {
  corpId: string;
  /** Absent for an organization that is not here any more. */
  name?: string;
}

interface Places {
  joined: (Organization & { userId: string })[];
  grants: (Organization & { mayJoin: boolean; showsMobile: boolean; showsStatus: boolean })[];
}

/** Where else the account works, and what other organizations may do with it. */
function Elsewhere({ places }: { places?: Places }) {
  const { t } = useTranslation("console");
  if (!places) return null;
  const called = ({ name, corpId }: Organization) => (
    <span title={corpId}>{name ?? <span className="ob-mono">{corpId}</span>}</span>
  );
  return (
    <>
      <dt>{t("account.joined")}</dt>
      <dd>
        {places.joined.length === 0 && t("account.ownedNone")}
        {places.joined.map((one) => (
          <span key={one.corpId} className="oc-block">
            {called(one)} <span className="ob-3 ob-mono ob-sm">{one.userId}</span>
          </span>
        ))}
      </dd>
      <dt>{t("account.grants")}</dt>
      <dd>
        {places.grants.length === 0 && t("account.ownedNone")}
        {places.grants.map((one) => (
          <span key={one.corpId} className="oc-block">
            {called(one)}{" "}
            <span className="ob-3 ob-sm">
              {(["mayJoin", "showsMobile", "showsStatus"] as const)
                .filter((may) => one[may])
                .map((may) => t(`account.grant.${may}`))
                .join(" · ")}
            </span>
          </span>
        ))}
      </dd>
    </>
  );
}

function Account({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const act = useAct();
  const { message } = App.useApp();
  const { data: person, error, refetch } = usePerson(userId);
  const [link, setLink] = useState<string>();
  const [reason, setReason] = useState("");
  const state = useQuery({
    queryKey: ["account", userId],
    queryFn: () => contact<{ disable: boolean }>("GET", "orgAccounts/status", undefined, { userId }),
    retry: false,
  });
  const owned = useQuery({
    queryKey: ["owned", userId],
    queryFn: () =>
      contact<{ orgList: { corpId: string; corpName: string }[] }>("GET", "orgAccounts/ownedOrganizations", undefined, {
        userId,
      }),
    retry: false,
  });
  const works = useQuery({
    queryKey: ["accountPlaces", userId],
    queryFn: () => read<Places>(`console/people/${encodeURIComponent(userId)}/account`),
    retry: false,
  });
  const name = person?.name ?? userId;
  const disabled = state.data?.disable ?? person?.account.disabled ?? false;
  const disable = () => account("disable", { userId, reason });
  const enable = () => account("enable", { userId });
  return (
    <Drawer open onClose={onClose} size={440} title={name}>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <>
          <dl className="oc-kv">
            <dt>{t("member.login_id")}</dt>
            <dd className="ob-mono">{person?.account.loginId}</dd>
            <dt>{t("member.kind")}</dt>
            <dd>{person && t(`member.kinds.${person.account.kind}`)}</dd>
            <dt>{t("member.state")}</dt>
            <dd>{t(disabled ? "state.disabled" : "state.active")}</dd>
            <dt>{t("account.owned")}</dt>
            <dd>{(owned.data?.orgList ?? []).map((one) => one.corpName).join(t("comma")) || t("account.ownedNone")}</dd>
            <Elsewhere places={works.data} />
          </dl>
          <Input
            className="oc-hint"
            placeholder={t("account.reason")}
            aria-label={t("account.reason")}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="oc-several oc-hint">
            <Button
              onClick={() =>
                act({
                  text: t(disabled ? "done.enabled" : "done.disabled", { name }),
                  run: disabled ? enable : disable,
                  undo: disabled ? disable : enable,
                })
              }
            >
              {t(disabled ? "account.enable" : "account.disable")}
            </Button>
            <Button
              onClick={() =>
                act({ text: t("done.signedOut", { name }), run: () => account("signOut", { userId, reason }) })
              }
            >
              {t("account.signOut")}
            </Button>
            {person?.account.kind === "builtIn" && (
              <Button
                onClick={() =>
                  act({
                    text: t("done.resetLink", { name }),
                    run: async () => {
                      const path = `console/people/${encodeURIComponent(userId)}/password-link`;
                      setLink((await own<{ url: string }>("POST", path, {})).url);
                    },
                  })
                }
              >
                {t("account.reset")}
              </Button>
            )}
            <Button type="text" onClick={() => navigate(`/console/members?person=${encodeURIComponent(userId)}`)}>
              {t("account.profile")}
            </Button>
          </div>
          {link && (
            <p className="ob-note">
              <code className="ob-mono oc-secret ob-grow">{link}</code>
              <Button size="small" onClick={async () => message.info(t((await copy(link)) ? "copied" : "copyFailed"))}>
                {t("copy")}
              </Button>
            </p>
          )}
          <Button
            type="text"
            danger
            onClick={() =>
              act({ text: t("done.normal", { name }), run: () => account("transformToNormalAccount", { userId }) })
            }
          >
            {t("account.toNormal")}
          </Button>
        </>
      )}
    </Drawer>
  );
}

/** Accounts that belong to the organization. */
export function Component() {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const { get, set } = useAddress();
  const { data, error, refetch } = useQuery({
    queryKey: ["members", "accounts"],
    queryFn: () => read<MemberPage>("console/members", { state: "account", size: 200 }),
  });
  const people = (data?.members ?? []).filter((one: Member) => one.accountKind !== "normal");
  const chosen = get("account");
  return (
    <>
      <PageBar title={t("page.accounts")} fact={t("account.fact")}>
        <Button
          type="primary"
          size="small"
          icon={<Icon name="plus" size="small" />}
          onClick={() => navigate("/console/members?add=1")}
        >
          {t("account.new")}
        </Button>
      </PageBar>
      <div className="ob-scroll">
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows />
        ) : people.length === 0 ? (
          <EmptyState title={t("account.none")}>{t("account.noneMore")}</EmptyState>
        ) : (
          <ul className="oc-rows">
            {people.map((one) => (
              <li key={one.userId}>
                <button type="button" className="oc-line-row" onClick={() => set({ account: one.userId })}>
                  <PersonName
                    person={one}
                    size={36}
                    badges={<span className="oc-tag-line">{t(`member.kinds.${one.accountKind}`)}</span>}
                  />
                  <StateWord member={one} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {chosen && <Account key={chosen} userId={chosen} onClose={() => set({ account: undefined })} />}
    </>
  );
}
