import { useQuery } from "@tanstack/react-query";
import { App, Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { copy, phone } from "../../shared/text";
import { useAct } from "../api/act";
import { legacy, own, read } from "../api/own";
import { SwitchRow } from "../members/DepartmentSettings";
import { forEach } from "../members/writes";
import { Chip } from "../parts/Chip";
import { ago, moment } from "../parts/format";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";

interface Application {
  id: string;
  name: string;
  mobile: string;
  greeting?: string;
  verified: boolean;
  deptId?: number;
  deptName?: string;
  inviterName?: string;
  appliedAt: number;
}

interface Listed {
  state: "pending" | "approved" | "joined" | "rejected" | "blocked";
  application?: Application;
  name?: string;
  mobile?: string;
  decidedAt?: number;
  userId?: string;
}

const STATES = ["pending", "done", "blocked"] as const;

function Waiting({
  one,
  selected,
  onSelect,
}: {
  one: Application;
  selected: boolean;
  onSelect: (on: boolean) => void;
}) {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const [dept, setDept] = useState(
    one.deptId ? { id: String(one.deptId), name: one.deptName ?? String(one.deptId) } : undefined,
  );
  const path = `console/applications/${encodeURIComponent(one.id)}`;
  const approve = () => {
    let made = "";
    return act({
      text: t("done.approved", { name: one.name }),
      run: async () => {
        made = (await own<{ userId: string }>("POST", `${path}/approve`, dept ? { deptIds: [Number(dept.id)] } : {}))
          .userId;
      },
      undo: () => legacy("/topapi/v2/user/delete", { userid: made }),
    });
  };
  return (
    <li className="oc-card-row oc-wrap">
      <input
        type="checkbox"
        className="oc-tick"
        checked={selected}
        aria-label={t("member.tick", { name: one.name })}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <PersonMark userId={one.id} name={one.name} size={36} />
      <span className="ob-grow">
        <span className="ob-person-1">
          <strong className="ob-ell">{one.name}</strong>
          <span className="ob-2 ob-sm">{phone(one.mobile)}</span>
          {!one.verified && <span className="ob-tag ob-tag-warning">{t("application.unverified")}</span>}
        </span>
        <span className="ob-person-2 ob-ell">
          {[
            one.greeting && `「${one.greeting}」`,
            one.inviterName && t("application.invitedBy", { name: one.inviterName }),
            ago(one.appliedAt, i18n.language),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {dept ? (
        <Chip kind="department" id={dept.id} name={dept.name} onRemove={() => setDept(undefined)} />
      ) : (
        <Picker kinds={["department"]} label={t("application.department")} onPick={setDept} />
      )}
      <Button size="small" type="primary" onClick={approve}>
        {t("application.approve")}
      </Button>
      <Button
        size="small"
        onClick={() =>
          act({ text: t("done.rejected", { name: one.name }), run: () => own("POST", `${path}/reject`, {}) })
        }
      >
        {t("application.reject")}
      </Button>
      <Button
        size="small"
        type="text"
        danger
        onClick={() =>
          act({ text: t("done.blocked", { name: one.name }), run: () => own("POST", `${path}/block`, {}) })
        }
      >
        {t("application.block")}
      </Button>
    </li>
  );
}

function Applications() {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { get, set } = useAddress();
  const state = get("state") ?? "pending";
  const [ticked, setTicked] = useState(new Set<string>());
  const { data, error, refetch } = useQuery({
    queryKey: ["applications", state],
    queryFn: () => read<{ applications: Listed[]; pending: number }>("console/applications", { state, size: 200 }),
  });
  const waiting = (data?.applications ?? []).flatMap((one) =>
    one.application && one.state === "pending" ? [one.application] : [],
  );
  const chosen = waiting.filter((one) => ticked.has(one.id));
  const approveAll = (deptId: string) =>
    act({
      text: t("done.approvedMany", { count: chosen.length }),
      run: () =>
        forEach(chosen, (one) =>
          own("POST", `console/applications/${encodeURIComponent(one.id)}/approve`, { deptIds: [Number(deptId)] }),
        ),
    }).then(() => setTicked(new Set()));
  return (
    <>
      <div className="oc-filters">
        <Segmented
          aria-label={t("application.state")}
          value={state as (typeof STATES)[number]}
          options={STATES.map((value) => ({ value, label: t(`application.states.${value}`) }))}
          onChange={(value) => set({ state: value === "pending" ? undefined : value })}
        />
        <span className="ob-grow" />
        {chosen.length > 0 && (
          <Picker kinds={["department"]} onPick={(picked) => approveAll(picked.id)}>
            <Button size="small" type="primary">
              {t("application.approveMany", { count: chosen.length })}
            </Button>
          </Picker>
        )}
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows height={56} />
      ) : data.applications.length === 0 ? (
        <EmptyState
          title={t(`application.none.${state}`)}
          action={<Button onClick={() => set({ tab: "invite" })}>{t("invite.title")}</Button>}
        >
          {t("application.noneMore")}
        </EmptyState>
      ) : (
        <ul className="oc-rows">
          {data.applications.map((one, at) => {
            const { application } = one;
            if (application && one.state === "pending") {
              return (
                <Waiting
                  key={application.id}
                  one={application}
                  selected={ticked.has(application.id)}
                  onSelect={(on) => {
                    const next = new Set(ticked);
                    if (on) next.add(application.id);
                    else next.delete(application.id);
                    setTicked(next);
                  }}
                />
              );
            }
            return (
              <li key={application?.id ?? `${one.mobile}-${at}`} className="oc-card-row">
                <PersonMark userId={one.userId ?? one.mobile ?? ""} name={one.name ?? application?.name} size={36} />
                <span className="ob-grow">
                  <strong className="ob-ell oc-block">{one.name ?? application?.name}</strong>
                  <span className="ob-person-2">{phone(one.mobile ?? application?.mobile ?? "")}</span>
                </span>
                <span className="ob-tag">{t(`application.ended.${one.state}`)}</span>
                <span className="ob-3 ob-sm">{moment(one.decidedAt, i18n.language)}</span>
                {one.userId && <a href={`/console/members?person=${encodeURIComponent(one.userId)}`}>{t("open")}</a>}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

interface Invitation {
  code: string;
  url: string;
  qrSvg: string;
  deptId?: number;
  mobile?: string;
  expiresAt: number;
}

/** A picture that the server drew: shown as a picture, so that nothing in it can run. */
function Qr({ svg, label }: { svg: string; label: string }) {
  return <img className="oc-qr" alt={label} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />;
}

function Invite() {
  const { t, i18n } = useTranslation("console");
  const act = useAct();
  const { message } = App.useApp();
  const [dept, setDept] = useState<{ id: string; name: string }>();
  const [mobile, setMobile] = useState("");
  const [days, setDays] = useState(30);
  const [shown, setShown] = useState<Invitation>();
  const { data, error, refetch } = useQuery({
    queryKey: ["invitations"],
    queryFn: () => read<{ invitations: Invitation[] }>("console/invitations", { size: 200 }),
  });
  const make = () =>
    act({
      text: t("done.invited"),
      run: async () => {
        const made = await own<{ invitation: Invitation }>("POST", "console/invitations", {
          deptId: dept && Number(dept.id),
          mobile: mobile.trim() || undefined,
          validDays: days,
        });
        setShown(made.invitation);
        setMobile("");
      },
    });
  const take = async (url: string) => message.info(t((await copy(url)) ? "copied" : "copyFailed"));
  return (
    <div className="oc-page-narrow">
      <div className="oc-several oc-hint">
        {dept ? (
          <Chip kind="department" id={dept.id} name={dept.name} onRemove={() => setDept(undefined)} />
        ) : (
          <Picker kinds={["department"]} label={t("invite.department")} onPick={setDept} />
        )}
        <Input
          style={{ width: 180 }}
          placeholder={t("invite.mobile")}
          aria-label={t("invite.mobile")}
          type="tel"
          value={mobile}
          onChange={(event) => setMobile(event.target.value)}
        />
        <Select
          style={{ width: 110 }}
          aria-label={t("invite.valid")}
          value={days}
          onChange={setDays}
          options={[1, 7, 30, 90, 365].map((value) => ({ value, label: t("invite.days", { count: value }) }))}
        />
        <Button type="primary" onClick={make}>
          {t("invite.make")}
        </Button>
      </div>
      {shown && (
        <div className="oc-card oc-invite">
          <Qr svg={shown.qrSvg} label={t("invite.qr")} />
          <span className="ob-grow">
            <code className="ob-mono oc-secret">{shown.url}</code>
            <span className="ob-3 ob-sm oc-block">
              {t("invite.until", { when: moment(shown.expiresAt, i18n.language) })}
            </span>
            <Button size="small" onClick={() => take(shown.url)}>
              {t("copy")}
            </Button>
          </span>
        </div>
      )}
      <h2 className="oc-h3 oc-hint">{t("invite.open")}</h2>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={3} />
      ) : data.invitations.length === 0 ? (
        <EmptyState title={t("invite.none")}>{t("invite.noneMore")}</EmptyState>
      ) : (
        <ul className="oc-rows">
          {data.invitations.map((one) => (
            <li key={one.code} className="oc-card-row">
              <span className="ob-grow">
                <button type="button" className="ob-text-button ob-mono ob-sm ob-ell" onClick={() => setShown(one)}>
                  {one.url}
                </button>
                <span className="ob-3 ob-sm oc-block">
                  {[one.mobile && phone(one.mobile), t("invite.until", { when: moment(one.expiresAt, i18n.language) })]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </span>
              <IconButton small icon="copy" label={t("copy")} onClick={() => take(one.url)} />
              <Button
                size="small"
                onClick={() =>
                  act({
                    text: t("done.recalled"),
                    run: () => own("DELETE", `console/invitations/${encodeURIComponent(one.code)}`),
                  })
                }
              >
                {t("invite.recall")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const FLAGS = [
  "inviteSwitch",
  "linkInvite",
  "orgApplyCodeInvite",
  "searchNameInvite",
  "audit",
  "membersMayInvite",
] as const;
type JoinSettings = Record<(typeof FLAGS)[number], boolean> & {
  organizationCode: string;
  inviteUrl?: string;
  inviteQrSvg?: string;
};

function Settings() {
  const { t } = useTranslation("console");
  const act = useAct();
  const { data, error, refetch } = useQuery({
    queryKey: ["joining"],
    queryFn: () => read<JoinSettings>("console/invitations/settings"),
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={6} height={44} />;
  const put = (fields: object) => () => own("PUT", "console/invitations/settings", fields);
  return (
    <div className="oc-page-narrow">
      {FLAGS.map((flag) => (
        <SwitchRow
          key={flag}
          label={t(`joining.${flag}`)}
          more={t(`joining.${flag}_more`)}
          on={data[flag]}
          disabled={flag !== "inviteSwitch" && flag !== "audit" && !data.inviteSwitch}
          onChange={(on) =>
            act({
              text: t("done.setting", { label: t(`joining.${flag}`) }),
              run: put({ [flag]: on }),
              undo: put({ [flag]: !on }),
            })
          }
        />
      ))}
      <dl className="oc-kv">
        <dt>{t("joining.code")}</dt>
        <dd className="ob-mono">{data.organizationCode}</dd>
        {data.inviteUrl && (
          <>
            <dt>{t("joining.link")}</dt>
            <dd className="ob-mono">{data.inviteUrl}</dd>
          </>
        )}
      </dl>
      <Button danger type="text" onClick={() => act({ text: t("done.linksReset"), run: put({ resetLinks: true }) })}>
        {t("joining.reset")}
      </Button>
    </div>
  );
}

const TABS = { waiting: Applications, invite: Invite, settings: Settings };

/** Who asks to join, who was invited, and how people may come. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const tab = (get("tab") ?? "waiting") as keyof typeof TABS;
  const Tab = TABS[tab] ?? Applications;
  return (
    <>
      <PageBar title={t("page.applications")} />
      <TabBar
        value={tab}
        onChange={(next) => set({ tab: next === "waiting" ? undefined : next })}
        items={Object.keys(TABS).map((key) => ({ key, label: t(`application.tab.${key}`) }))}
      />
      <div className="ob-scroll">
        <Tab />
      </div>
    </>
  );
}
