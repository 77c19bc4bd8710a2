import { useQuery } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useSession } from "../../shared/api/session";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { contact, own } from "../api/own";
import { EditText } from "../parts/EditText";
import { moment } from "../parts/format";
import { Side } from "../parts/Side";
import type { useList } from "../parts/useList";
import { useMay } from "../shell/context";
import { AccountPicker } from "./AccountPicker";
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
  const isFixed = until > Date.now();
  // To change it belongs to people's facts.
  const may = useMay("contacts");
  if (isFixed || !may)
    return (
      <>
        <span className="ob-mono">{dingTalkId || t("account.ownedNone")}</span>{" "}
        {isFixed && (
          <span className="ob-3 ob-sm">{t("account.fixedUntil", { when: moment(until, i18n.language) })}</span>
        )}
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
            <AccountPicker
              state="all"
              label={t("account.handOverTo")}
              without={userId}
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
  const may = useMay("contacts");
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
        {builtIn && may && (
          <Button onClick={() => act({ text: t("done.resetLink", { name }), run: reset })}>{t("account.reset")}</Button>
        )}
        {may && (
          <Button type="text" onClick={() => navigate(`/console/members?person=${encodeURIComponent(userId)}`)}>
            {t("account.profile")}
          </Button>
        )}
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

/** What an account is, what is done with it, and where else it works. */
function Facts({ places, onClose }: { places: Places; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { userId, name = userId, kind, loginId, disabled, reason, ownerName, departments } = places.account;
  const called = { userId, name };
  if (kind === "normal") return <EmptyState title={t("account.notOne")}>{t("account.notOneMore")}</EmptyState>;
  return (
    <>
      <dl className="oc-kv">
        {loginId && (
          <>
            <dt>{t("member.login_id")}</dt>
            <dd className="ob-mono">{loginId}</dd>
          </>
        )}
        <dt>{t("member.kind")}</dt>
        <dd>{t(`member.kinds.${kind}`)}</dd>
        <dt>{t("member.state")}</dt>
        <dd>
          {t(disabled ? "state.disabled" : "state.active")}
          {disabled && reason && <span className="ob-3 ob-sm oc-block">{reason}</span>}
        </dd>
        {ownerName ? (
          <>
            <dt>{t("account.owner")}</dt>
            <dd>{ownerName}</dd>
          </>
        ) : (
          <>
            <dt>{t("account.dingTalkId")}</dt>
            <dd>
              <DingTalkId person={called} places={places} />
            </dd>
            <dt>{t("account.owned")}</dt>
            <dd>
              <OwnedBy person={called} />
            </dd>
          </>
        )}
      </dl>
      {ownerName ? (
        <p className="ob-note">{t("account.foreign", { name: ownerName })}</p>
      ) : (
        <>
          <Doings person={called} disabled={disabled} builtIn={kind === "builtIn"} />
          <Elsewhere person={called} places={places} department={departments[0]?.deptId} />
          <ToNormal person={called} onDone={onClose} />
        </>
      )}
    </>
  );
}

/** One account beside the list. */
export function Account({ userId, side }: { userId: string; side: ReturnType<typeof useList>["side"] }) {
  const { data: places, error, refetch } = usePlaces(userId);
  const row = places?.account;
  return (
    <Side
      {...side}
      stepped
      title={row?.name ?? userId}
      second={row && [row.title, row.departments[0]?.name].filter(Boolean).join(" · ")}
      mark={<PersonMark userId={userId} name={row?.name} avatar={row?.avatar} size={40} />}
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : places ? (
        <Facts places={places} onClose={side.onClose} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Side>
  );
}
