import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../shared/api/client";
import { sentence } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { contact, own } from "../api/own";
import { Several, SwitchRow } from "../members/DepartmentSettings";
import { EditText } from "../parts/EditText";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";
import { Industry } from "./Industry";

interface Partner {
  union_corp_id: string;
  union_org_name: string;
  union_type: number;
  dept_id?: number;
  dept_name?: string;
  state: "applied" | "joined";
}

interface Joined {
  corp_id: string;
  org_name: string;
  belong_org_name?: string;
  state: "applied" | "joined";
}

const list = async <T,>(path: string, status: number): Promise<T[]> =>
  (await call<{ result: T[] }>("POST", path, { status })).result ?? [];

function usePartners() {
  return useQuery({
    queryKey: ["partners"],
    queryFn: async () => {
      const of = async (status: number, state: Partner["state"]) =>
        (await list<Omit<Partner, "state">>("/topapi/union/cooperate/info/list", status)).map((one) => ({
          ...one,
          state,
        }));
      const joins = async (status: number, state: Joined["state"]) =>
        (await list<Omit<Joined, "state">>("/topapi/union/cooperate/joined/list", status)).map((one) => ({
          ...one,
          state,
        }));
      const [applied, joined, asks, parts] = await Promise.all([
        of(0, "applied"),
        of(1, "joined"),
        joins(0, "applied"),
        joins(1, "joined"),
      ]);
      return { partners: [...applied, ...joined], hosts: [...asks, ...parts] };
    },
  });
}

function PartnerView({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [permits, setPermits] = useState<{ department: string[] }>({ department: [] });
  const [hidden, setHidden] = useState(false);
  const [narrow, setNarrow] = useState(false);
  const corp = partner.union_corp_id;
  const name = partner.dept_name ?? partner.union_org_name;
  const attributes = (unionRootName: string, linkDeptId: number) =>
    contact("PUT", "cooperateCorps/branchAttributes", [{ branchCorpId: corp, unionRootName, linkDeptId }]);
  const visible = (type: 0 | 1, open: boolean, departments = permits.department) =>
    contact("PUT", "cooperateCorps/branchVisibleSettings", [
      { branchCorpId: corp, type, open, visibleDeptIds: departments.map(Number) },
    ]);
  const separate = () =>
    modal.confirm({
      title: t("partner.separateSure", { name }),
      content: t("partner.separateLoss"),
      okText: t("partner.separate"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await contact("POST", "cooperateCorps/separate", { attachDeptId: partner.dept_id });
          await queries.invalidateQueries();
          onClose();
        } catch (error) {
          message.error(sentence(error));
        }
      },
    });
  return (
    <Drawer open onClose={onClose} size={440} title={partner.union_org_name}>
      <dl className="oc-kv">
        <dt>corpId</dt>
        <dd className="ob-mono">{corp}</dd>
        <dt>{t("partner.part")}</dt>
        <dd>{t(partner.union_type === 1 ? "partner.whole" : "partner.some")}</dd>
        {partner.state === "joined" && (
          <>
            <dt>{t("partner.name")}</dt>
            <dd>
              <EditText
                label={t("partner.name")}
                value={name}
                maxLength={64}
                onSave={(next) =>
                  act({
                    text: t("done.changed", { name, label: t("partner.name") }),
                    run: () => attributes(next, -1),
                    undo: () => attributes(name, -1),
                  })
                }
              />
            </dd>
            <dt>{t("partner.mount")}</dt>
            <dd>
              {partner.dept_id && <a href={`/console/members?dept=${partner.dept_id}`}>{name}</a>}
              <Picker
                kinds={["department"]}
                label={t("partner.moveTo")}
                onPick={(picked) =>
                  act({
                    text: t("done.departmentMoved", { name, to: picked.name }),
                    run: () => attributes(name, Number(picked.id)),
                  })
                }
              />
            </dd>
          </>
        )}
      </dl>
      {partner.state === "applied" ? (
        <div className="oc-several">
          <Button
            type="primary"
            onClick={async () => {
              const approve = () =>
                contact("POST", "cooperateCorps/unionApplications/approve", [{ branchCorpId: corp }]);
              if (await act({ text: t("done.approved", { name: partner.union_org_name }), run: approve })) onClose();
            }}
          >
            {t("application.approve")}
          </Button>
          <Button
            onClick={async () => {
              const reject = () => own("POST", `console/partners/${encodeURIComponent(corp)}/reject`, {});
              if (await act({ text: t("done.rejected", { name: partner.union_org_name }), run: reject })) onClose();
            }}
          >
            {t("application.reject")}
          </Button>
        </div>
      ) : (
        <>
          <h3 className="oc-h3">{t("partner.visibility")}</h3>
          <SwitchRow
            label={t("partner.hide")}
            more={t("partner.hideMore")}
            on={hidden}
            onChange={async (on) => {
              if (
                await act({
                  text: t("done.setting", { label: t("partner.hide") }),
                  run: () => visible(0, on),
                  undo: () => visible(0, !on),
                })
              )
                setHidden(on);
            }}
          />
          <SwitchRow
            label={t("partner.restrict")}
            more={t("partner.restrictMore")}
            on={narrow}
            onChange={async (on) => {
              if (
                await act({
                  text: t("done.setting", { label: t("partner.restrict") }),
                  run: () => visible(1, on),
                  undo: () => visible(1, !on),
                })
              )
                setNarrow(on);
            }}
          />
          {(hidden || narrow) && (
            <Several
              field="permits"
              label={t("partner.permits")}
              kinds={["department"]}
              ids={permits}
              onChange={async (next) => {
                const departments = next.department ?? [];
                const run = () => visible(hidden ? 0 : 1, true, departments);
                if (await act({ text: t("done.setting", { label: t("partner.permits") }), run }))
                  setPermits({ department: departments });
              }}
            />
          )}
          <p className="oc-hint">
            <Button type="text" danger onClick={separate}>
              {t("partner.separate")}
            </Button>
          </p>
        </>
      )}
    </Drawer>
  );
}

/** An organization in which this one takes part, or has asked to. */
function HostRow({ host }: { host: Joined }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const name = host.org_name;
  const joined = host.state === "joined";
  const leave = () =>
    act({
      text: t(joined ? "done.hostLeft" : "done.withdrawn", { name }),
      run: () => own("DELETE", `console/hosts/${encodeURIComponent(host.corp_id)}`),
    });
  const ask = () =>
    modal.confirm({
      title: t("partner.leaveSure", { name }),
      content: t("partner.leaveLoss"),
      okText: t("partner.leave"),
      okButtonProps: { danger: true },
      onOk: leave,
    });
  return (
    <li className="oc-card-row">
      <ThingMark icon="globe" size={36} />
      <span className="ob-grow">
        <strong className="ob-ell oc-block">{name}</strong>
        <span className="ob-3 ob-sm">{t("partner.host")}</span>
      </span>
      <span className="ob-tag">{t(`partner.state.${host.state}`)}</span>
      <Button size="small" onClick={joined ? ask : leave}>
        {t(joined ? "partner.leave" : "partner.withdraw")}
      </Button>
    </li>
  );
}

function Partners() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { message } = App.useApp();
  const { data, error, refetch } = usePartners();
  const [making, setMaking] = useState(false);
  const [space, setSpace] = useState("");
  const [invite, setInvite] = useState<string>();
  const make = async () => {
    try {
      const { cooperateCorpId } = await contact<{ cooperateCorpId: string }>("POST", "cooperateCorps", {
        orgName: space.trim(),
      });
      const { inviteUrl } = await contact<{ inviteUrl: string }>(
        "GET",
        `cooperateCorps/${cooperateCorpId}/inviteInfos`,
      );
      // Where no address is set the server tells where on its own one.
      setInvite(new URL(inviteUrl, location.origin).href);
    } catch (refused) {
      message.error(sentence(refused));
    }
  };
  const chosen = data?.partners.find((one) => one.union_corp_id === get("partner"));
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows />;
  return (
    <>
      <div className="oc-filters">
        <span className="ob-3 ob-sm ob-grow">{t("partner.more")}</span>
        <Button size="small" onClick={() => setMaking(true)}>
          {t("partner.newSpace")}
        </Button>
      </div>
      {data.partners.length === 0 && data.hosts.length === 0 ? (
        <EmptyState title={t("partner.none")}>{t("partner.noneMore")}</EmptyState>
      ) : (
        <ul className="oc-rows">
          {data.partners.map((one) => (
            <li key={`guest-${one.union_corp_id}`}>
              <button type="button" className="oc-line-row" onClick={() => set({ partner: one.union_corp_id })}>
                <ThingMark icon="link" size={36} />
                <span className="ob-grow">
                  <strong className="ob-ell oc-block">{one.union_org_name}</strong>
                  <span className="ob-3 ob-sm">
                    {t("partner.guest")}
                    {one.dept_name && ` · ${one.dept_name}`}
                  </span>
                </span>
                <span className={`ob-tag ${one.state === "applied" ? "ob-tag-warning" : ""}`}>
                  {t(`partner.state.${one.state}`)}
                </span>
              </button>
            </li>
          ))}
          {data.hosts.map((one) => (
            <HostRow key={`host-${one.corp_id}`} host={one} />
          ))}
        </ul>
      )}
      {chosen && <PartnerView partner={chosen} onClose={() => set({ partner: undefined })} />}
      <Modal
        open={making}
        title={t("partner.newSpace")}
        okText={t("partner.make")}
        onOk={make}
        okButtonProps={{ disabled: !space.trim() || !!invite }}
        onCancel={() => {
          setMaking(false);
          setInvite(undefined);
          setSpace("");
        }}
      >
        <p className="ob-2">{t("partner.newSpaceMore")}</p>
        <Input
          maxLength={64}
          value={space}
          aria-label={t("partner.spaceName")}
          placeholder={t("partner.spaceName")}
          onChange={(event) => setSpace(event.target.value)}
        />
        {invite && (
          <p className="ob-note oc-hint">
            <code className="ob-mono oc-secret ob-grow">{invite}</code>
            <Button size="small" onClick={async () => message.info(t((await copy(invite)) ? "copied" : "copyFailed"))}>
              {t("copy")}
            </Button>
          </p>
        )}
      </Modal>
    </>
  );
}

/** Organizations that take part here, those in which this one does, and the industry's contacts. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const tab = get("tab") === "industry" ? "industry" : "partners";
  return (
    <>
      <PageBar title={t("page.partners")} />
      <TabBar
        value={tab}
        onChange={(next) => set({ tab: next === "partners" ? undefined : next, partner: undefined })}
        items={["partners", "industry"].map((key) => ({
          key,
          label: t(`partner.tab.${key}`),
          icon: key === "industry" ? <Icon name="dept" /> : undefined,
        }))}
      />
      <div className="ob-scroll">{tab === "industry" ? <Industry /> : <Partners />}</div>
    </>
  );
}
