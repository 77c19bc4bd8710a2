import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { Several, SwitchRow } from "../members/DepartmentSettings";
import { EditText } from "../parts/EditText";
import { moment } from "../parts/format";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";
import { type AppInfo, changeApp, deleteApp, mayChange, rotateSecret, type Secret } from "./api";
import { Deliveries } from "./Deliveries";
import { Permissions } from "./Permissions";
import { Requests } from "./Requests";
import { SecretOnce } from "./SecretOnce";

/** What an app may be changed to, with what it was. */
export function useChangeApp(app: AppInfo) {
  const { t } = useTranslation("console");
  const act = useAct();
  const whole = ({ name, allPoints, points, scope, allowedAddresses, redirectUris, disabled }: AppInfo) => ({
    name,
    allPoints,
    points,
    scope,
    allowedAddresses,
    redirectUris,
    disabled,
  });
  return (label: string, part: Partial<AppInfo>) =>
    act({
      text: t("done.changed", { name: app.name, label }),
      run: () => changeApp(app.appKey, whole({ ...app, ...part })),
      undo: () => changeApp(app.appKey, whole(app)),
    });
}

function Scope({ app }: { app: AppInfo }) {
  const { t } = useTranslation("console");
  const change = useChangeApp(app);
  const { scope } = app;
  const all = scope.deptIds.includes(ROOT);
  const may = mayChange(app);
  return (
    <div className="oc-page-narrow">
      <SwitchRow
        label={t("app.scopeAll")}
        more={t("app.scopeAllMore")}
        on={all}
        disabled={!may}
        onChange={(on) => change(t("app.tab.scope"), { scope: { ...scope, deptIds: on ? [ROOT] : [] } })}
      />
      {!all && (
        <Several
          field="scope"
          label={t("app.scopeThese")}
          kinds={["department", "person"]}
          ids={{ department: scope.deptIds, person: scope.userIds }}
          onChange={
            may
              ? (next) =>
                  change(t("app.tab.scope"), {
                    scope: { ...scope, deptIds: (next.department ?? []).map(idOf), userIds: next.person ?? [] },
                  })
              : undefined
          }
        />
      )}
    </div>
  );
}

/** Addresses of one kind, with a way to take one away and to add another. */
function Addresses({ app, field }: { app: AppInfo; field: "allowedAddresses" | "redirectUris" }) {
  const { t } = useTranslation("console");
  const change = useChangeApp(app);
  const of = { allowedAddresses: "ip", redirectUris: "redirect" }[field];
  const label = t(`app.tab.${of}`);
  const stored = app[field];
  const may = mayChange(app);
  return (
    <div className="oc-page-narrow">
      <p className="ob-2">{t(`app.${of}More`)}</p>
      <ul className="oc-rows">
        {stored.map((address) => (
          <li key={address} className="oc-card-row">
            <code className="ob-mono ob-grow oc-secret">{address}</code>
            {may && (
              <IconButton
                small
                icon="x"
                label={t("pick.remove", { name: address })}
                onClick={() => change(label, { [field]: stored.filter((one) => one !== address) })}
              />
            )}
          </li>
        ))}
      </ul>
      {may && (
        <EditText
          label={t(`app.${of}Add`)}
          value=""
          placeholder={t(`app.${of}Add`)}
          onSave={(address) => address && change(label, { [field]: [...stored, address] })}
        />
      )}
    </div>
  );
}

function Keys({ app, onRotate }: { app: AppInfo; onRotate: () => void }) {
  const { t, i18n } = useTranslation("console");
  const change = useChangeApp(app);
  const may = mayChange(app);
  return (
    <div className="oc-page-narrow">
      <dl className="oc-kv">
        <dt>{t("app.name")}</dt>
        <dd>
          {may ? (
            <EditText
              label={t("app.name")}
              value={app.name}
              maxLength={64}
              onSave={(name) => change(t("app.name"), { name })}
            />
          ) : (
            app.name
          )}
        </dd>
        <dt>AppKey</dt>
        <dd className="ob-mono">{app.appKey}</dd>
        <dt>AgentId</dt>
        <dd className="ob-mono">{app.agentId}</dd>
        <dt>{t("app.disabled")}</dt>
        <dd>
          <Switch
            checked={app.disabled}
            disabled={!may}
            aria-label={t("app.disabled")}
            onChange={(disabled) => change(t("app.disabled"), { disabled })}
          />
        </dd>
        {app.callback && (
          <>
            <dt>{t("app.callback")}</dt>
            <dd>
              <span className="ob-mono oc-secret">{app.callback.url}</span>
              <span className="ob-3 ob-sm oc-block">
                {t("app.callbackSince", {
                  when: moment(app.callback.registeredAt, i18n.language),
                  kinds: app.callback.kinds.join(t("comma")),
                })}
              </span>
            </dd>
          </>
        )}
        {app.streamSince && (
          <>
            <dt>Stream</dt>
            <dd>{t("app.streamSince", { when: moment(app.streamSince, i18n.language) })}</dd>
          </>
        )}
        <dt>AppSecret</dt>
        <dd>
          <span className="ob-3">{t("app.secretHidden")}</span>
          {may && (
            <Button size="small" onClick={onRotate}>
              {t("app.rotate")}
            </Button>
          )}
        </dd>
      </dl>
    </div>
  );
}

/** Why nothing of an app can be changed, where that is so. */
function ReadOnly({ app }: { app: AppInfo }) {
  const { t } = useTranslation("console");
  if (mayChange(app)) return null;
  const modules = (app.beyondModules ?? []).map((module) => t(`module.${module}`)).join(t("comma"));
  return (
    <p className="ob-note oc-read-only">
      <Icon name="lock" size="small" />
      <span>{t("app.readOnly", { modules })}</span>
    </p>
  );
}

/** One app: its calls and what it was told first, then what it may. */
export function AppPage({ app, onBack }: { app: AppInfo; onBack: () => void }) {
  const { t } = useTranslation("console");
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const { get, set } = useAddress();
  const [secret, setSecret] = useState<Secret>();
  const tab = get("tab") ?? "calls";
  const rotate = () =>
    modal.confirm({
      title: t("app.rotateSure", { name: app.name }),
      content: t("app.rotateLoss"),
      okText: t("app.rotate"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          setSecret(await rotateSecret(app.appKey));
        } catch (error) {
          message.error(sentence(error));
        }
      },
    });
  const remove = () =>
    modal.confirm({
      title: t("app.deleteSure", { name: app.name }),
      content: t("app.deleteLoss"),
      okText: t("app.delete"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await deleteApp(app.appKey);
          await queries.invalidateQueries({ queryKey: ["apps"] });
          onBack();
        } catch (error) {
          message.error(sentence(error));
        }
      },
    });
  const tabs = {
    calls: (
      <>
        <Requests app={app} />
        <Deliveries app={app} />
      </>
    ),
    keys: <Keys app={app} onRotate={rotate} />,
    permissions: <Permissions app={app} />,
    scope: <Scope app={app} />,
    ip: <Addresses app={app} field="allowedAddresses" />,
    redirect: <Addresses app={app} field="redirectUris" />,
  };
  const number: Record<string, number> = {
    permissions: app.allPoints ? 0 : app.points.length,
    ip: app.allowedAddresses.length,
    redirect: app.redirectUris.length,
  };
  return (
    <>
      <PageBar
        titleText={app.name}
        title={
          <span className="ob-flex">
            <IconButton small icon="back" label={t("back")} onClick={onBack} />
            <span className="ob-ell">{app.name}</span>
          </span>
        }
        fact={<span className="ob-mono">{app.appKey}</span>}
      >
        {mayChange(app) && (
          <Button size="small" icon={<Icon name="key" size="small" />} onClick={rotate}>
            {t("app.rotate")}
          </Button>
        )}
        <Dropdown
          trigger={["click"]}
          menu={{ items: [{ key: "delete", label: t("app.delete"), danger: true }], onClick: remove }}
        >
          <Button type="text" size="small" aria-label={t("more")} icon={<Icon name="more" />} />
        </Dropdown>
      </PageBar>
      <TabBar
        value={tab}
        onChange={(next) => set({ tab: next === "calls" ? undefined : next })}
        items={Object.keys(tabs).map((key) => ({
          key,
          label: (
            <span>
              {t(`app.tab.${key}`)} {number[key] ? <span className="ob-3">{number[key]}</span> : null}
            </span>
          ),
        }))}
      />
      {/* Where nothing can be pressed, what is out of sight is reached with the keys all the same. */}
      <div className="ob-scroll" tabIndex={mayChange(app) ? undefined : 0}>
        <ReadOnly app={app} />
        {tabs[tab as keyof typeof tabs] ?? tabs.calls}
      </div>
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}
