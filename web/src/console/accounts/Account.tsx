import { useQuery } from "@tanstack/react-query";
import { App, Button, Drawer, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useSession } from "../../shared/api/session";
import { ErrorState } from "../../shared/components/states";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { usePerson } from "../api/directory";
import { contact, own } from "../api/own";
import { EditText } from "../parts/EditText";
import { moment } from "../parts/format";
import { Picker } from "../parts/Picker";
import { account, type Places, usePlaces } from "./api";
import { Elsewhere } from "./Elsewhere";

interface Person {
  userId: string;
  name: string;
}

/** The id by which the person may be found; once set it stays for a year. */
function DingTalkId({ person: { userId, name }, places }: { person: Person; places: Places }) {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const label = t("account.dingTalkId");
  const { dingTalkId = "", dingTalkIdFixedUntil: until = 0 } = places;
  if (until > Date.now())
    return (
      <>
        <span className="ob-mono">{dingTalkId}</span>{" "}
        <span className="ob-3 ob-sm">{t("account.fixedUntil", { when: moment(until, i18n.language) })}</span>
      </>
    );
  return (
    <EditText
      label={label}
      value={dingTalkId}
      maxLength={20}
      placeholder={t("account.dingTalkIdMore")}
      onSave={(next) =>
        next &&
        act({
          text: t("done.changed", { name, label }),
          run: () => account("dingTalkIds/change", { userId, dingTalkId: next }),
        })
      }
    />
  );
}

interface Owned {
  orgList: { corpId: string; corpName: string }[];
}

/** Organizations of which the account is the creator; each may be handed to another account. */
function OwnedBy({ person: { userId, name } }: { person: Person }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const owned = useQuery({
    queryKey: ["owned", userId],
    queryFn: () => contact<Owned>("GET", "orgAccounts/ownedOrganizations", undefined, { userId }),
    retry: false,
  });
  const { data: session } = useSession();
  const orgs = owned.data?.orgList ?? [];
  if (orgs.length === 0) return <>{t("account.ownedNone")}</>;
  const handOver = (corpId: string, corpName: string, to: { id: string; name: string }) =>
    modal.confirm({
      title: t("account.handOverSure", { org: corpName, name: to.name }),
      content: t("account.handOverLoss", { name }),
      okText: t("account.handOver"),
      onOk: () =>
        act({
          text: t("done.orgHandedOver", { org: corpName, name: to.name }),
          run: () =>
            account("mainAdministrators/change", { sourceUserId: userId, targetUserId: to.id, effectCorpId: corpId }),
        }),
    });
  return (
    <>
      {orgs.map(({ corpId, corpName }) => (
        <span key={corpId} className="oc-several">
          <span title={corpId}>{corpName}</span>
          {corpId === session?.corpId ? (
            <span className="ob-3 ob-sm">{t("account.handOverHere")}</span>
          ) : (
            <Picker
              kinds={["person"]}
              label={t("account.handOverTo")}
              taken={new Set([`person:${userId}`])}
              onPick={(picked) => handOver(corpId, corpName, picked)}
            />
          )}
        </span>
      ))}
    </>
  );
}

/** What is done with the account: shut out, let in, signed out, given a new password. */
function Doings({ person, disabled, builtIn }: { person: Person; disabled: boolean; builtIn: boolean }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const act = useAct();
  const { message } = App.useApp();
  const [link, setLink] = useState<string>();
  const [reason, setReason] = useState("");
  const { userId, name } = person;
  const disable = () => account("disable", { userId, reason });
  const enable = () => account("enable", { userId });
  const signOut = () => account("signOut", { userId, reason });
  const reset = async () => {
    const path = `console/people/${encodeURIComponent(userId)}/password-link`;
    setLink((await own<{ url: string }>("POST", path, {})).url);
  };
  return (
    <>
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
        <Button onClick={() => act({ text: t("done.signedOut", { name }), run: signOut })}>
          {t("account.signOut")}
        </Button>
        {builtIn && (
          <Button onClick={() => act({ text: t("done.resetLink", { name }), run: reset })}>{t("account.reset")}</Button>
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
    </>
  );
}

/** Ends that the account is the organization's. */
function ToNormal({ person: { userId, name }, onDone }: { person: Person; onDone: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const convert = async () => {
    const run = () => account("transformToNormalAccount", { userId });
    if (await act({ text: t("done.normal", { name }), run })) onDone();
  };
  return (
    <Button
      type="text"
      danger
      onClick={() =>
        modal.confirm({
          title: t("account.toNormalSure", { name }),
          content: t("account.toNormalLoss"),
          okText: t("account.toNormal"),
          okButtonProps: { danger: true },
          onOk: convert,
        })
      }
    >
      {t("account.toNormal")}
    </Button>
  );
}

/** One account: what it is, what is done with it, and where else it works. */
export function Account({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { data: person, error, refetch } = usePerson(userId);
  const state = useQuery({
    queryKey: ["account", userId],
    queryFn: () => contact<{ disable: boolean }>("GET", "orgAccounts/status", undefined, { userId }),
    retry: false,
  });
  const { data: places } = usePlaces(userId);
  const called = { userId, name: person?.name ?? userId };
  const kept = person?.account;
  const disabled = state.data?.disable ?? kept?.disabled ?? false;
  return (
    <Drawer open onClose={onClose} size={440} title={called.name}>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <>
          <dl className="oc-kv">
            <dt>{t("member.login_id")}</dt>
            <dd className="ob-mono">{kept?.loginId}</dd>
            <dt>{t("member.kind")}</dt>
            <dd>{kept && t(`member.kinds.${kept.kind}`)}</dd>
            <dt>{t("member.state")}</dt>
            <dd>
              {t(disabled ? "state.disabled" : "state.active")}
              {kept?.reason && <span className="ob-3 ob-sm oc-block">{kept.reason}</span>}
            </dd>
            {kept?.ownerName ? (
              <>
                <dt>{t("account.owner")}</dt>
                <dd>{kept.ownerName}</dd>
              </>
            ) : (
              <>
                <dt>{t("account.dingTalkId")}</dt>
                <dd>{places && <DingTalkId person={called} places={places} />}</dd>
                <dt>{t("account.owned")}</dt>
                <dd>
                  <OwnedBy person={called} />
                </dd>
              </>
            )}
          </dl>
          {kept?.ownerName ? (
            <p className="ob-note">{t("account.foreign", { name: kept.ownerName })}</p>
          ) : (
            <>
              <Doings person={called} disabled={disabled} builtIn={kept?.kind === "builtIn"} />
              {places && <Elsewhere person={called} places={places} department={person?.departments[0]?.deptId} />}
              <ToNormal person={called} onDone={onClose} />
            </>
          )}
        </>
      )}
    </Drawer>
  );
}
