import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { sentence } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { copy } from "../../shared/text";
import { useAct } from "../api/act";
import { contact, own, read } from "../api/own";
import { Several, SwitchRow } from "../members/DepartmentSettings";
import { EditText } from "../parts/EditText";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { usePower } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { Industry } from "./Industry";

/** Whom a rule leaves out; a rule that is not there is off. */
interface Exceptions {
  corpIds: string[];
  deptIds: number[];
}

interface Partner {
  corpId: string;
  name: string;
  state: "waiting" | "joined";
  everybody: boolean;
  deptIds: number[];
  userIds: string[];
  shownName: string;
  mountDeptId?: number;
  parentDeptId?: number;
  hidden?: Exceptions;
  restricted?: Exceptions;
}

interface Host {
  corpId: string;
  name: string;
  state: "waiting" | "joined";
  ownerName?: string;
}

function usePartners() {
  return useQuery({
    queryKey: ["partners"],
    queryFn: () => read<{ partners: Partner[]; hosts: Host[] }>("console/partners"),
  });
}

/** The kinds of a partner's rules, as their call numbers them. */
const RULES = { hidden: 0, restricted: 1 } as const;

/** One rule of a partner: on or off, and whom it leaves out. */
function Rule({ partner, kind }: { partner: Partner; kind: keyof typeof RULES }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const stored = partner[kind];
  const put = (next: Exceptions | undefined) => () =>
    contact("PUT", "cooperateCorps/branchVisibleSettings", [
      {
        branchCorpId: partner.corpId,
        type: RULES[kind],
        open: !!next,
        visibleDeptIds: next?.deptIds ?? [],
        visibleCorpIds: next?.corpIds ?? [],
      },
    ]);
  const change = (label: string, next: Exceptions | undefined) =>
    act({ text: t("done.setting", { label }), run: put(next), undo: put(stored) });
  const label = t(`partner.${kind}`);
  return (
    <>
      <SwitchRow
        label={label}
        more={t(`partner.${kind}More`)}
        on={!!stored}
        onChange={(on) => change(label, on ? { corpIds: [], deptIds: [] } : undefined)}
      />
      {stored && (
        <Several
          field="permits"
          label={t("partner.permits")}
          kinds={["department"]}
          ids={{ department: stored.deptIds }}
          onChange={(next) => change(t("partner.permits"), { ...stored, deptIds: (next.department ?? []).map(idOf) })}
        />
      )}
    </>
  );
}

function PartnerView({ partner, side }: { partner: Partner; side: ReturnType<typeof useList>["side"] }) {
  const { onClose } = side;
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const corp = partner.corpId;
  const name = partner.shownName || partner.name;
  const parent = partner.parentDeptId;
  const attributes = (unionRootName: string, linkDeptId: number) =>
    contact("PUT", "cooperateCorps/branchAttributes", [{ branchCorpId: corp, unionRootName, linkDeptId }]);
  const separate = () =>
    modal.confirm({
      title: t("partner.separateSure", { name }),
      content: t("partner.separateLoss"),
      okText: t("partner.separate"),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await contact("POST", "cooperateCorps/separate", { attachDeptId: partner.mountDeptId });
          await queries.invalidateQueries();
          onClose();
        } catch (error) {
          message.error(sentence(error));
        }
      },
    });
  return (
    <Side {...side} stepped title={partner.name} mark={<ThingMark icon="link" size={40} />}>
      <dl className="oc-kv">
        <dt>corpId</dt>
        <dd className="ob-mono">{corp}</dd>
        <dt>{t("partner.part")}</dt>
        <dd>{t(partner.everybody ? "partner.whole" : "partner.some")}</dd>
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
              {partner.mountDeptId && <Link to={`/console/members?dept=${partner.mountDeptId}`}>{name}</Link>}
              <Picker
                kinds={["department"]}
                label={t("partner.moveTo")}
                onPick={(picked) =>
                  act({
                    text: t("done.departmentMoved", { name, to: picked.name }),
                    run: () => attributes(name, idOf(picked.id)),
                    undo: parent ? () => attributes(name, parent) : undefined,
                  })
                }
              />
            </dd>
          </>
        )}
      </dl>
      {partner.state === "waiting" ? (
        <div className="oc-several">
          <Button
            type="primary"
            onClick={async () => {
              const approve = () =>
                contact("POST", "cooperateCorps/unionApplications/approve", [{ branchCorpId: corp }]);
              if (await act({ text: t("done.approved", { name: partner.name }), run: approve })) onClose();
            }}
          >
            {t("application.approve")}
          </Button>
          <Button
            onClick={async () => {
              const reject = () => own("POST", `console/partners/${encodeURIComponent(corp)}/reject`, {});
              if (await act({ text: t("done.rejected", { name: partner.name }), run: reject })) onClose();
            }}
          >
            {t("application.reject")}
          </Button>
        </div>
      ) : (
        <>
          <h3 className="oc-h3">{t("partner.visibility")}</h3>
          <Rule partner={partner} kind="hidden" />
          <Rule partner={partner} kind="restricted" />
          <p className="oc-hint">
            <Button type="text" danger onClick={separate}>
              {t("partner.separate")}
            </Button>
          </p>
        </>
      )}
    </Side>
  );
}

/** An organization in which this one takes part, or has asked to. */
function HostRow({ host }: { host: Host }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { modal } = App.useApp();
  const { name } = host;
  const joined = host.state === "joined";
  const leave = () =>
    act({
      text: t(joined ? "done.hostLeft" : "done.withdrawn", { name }),
      run: () => own("DELETE", `console/hosts/${encodeURIComponent(host.corpId)}`),
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
        <span className="ob-3 ob-sm">{[t("partner.host"), host.ownerName].filter(Boolean).join(" · ")}</span>
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
  const chosen = data?.partners.find((one) => one.corpId === get("partner"));
  const list = useList({
    ids: data?.partners.map((one) => one.corpId) ?? [],
    open: chosen?.corpId,
    onOpen: (id, replace) => set({ partner: id }, replace),
    onClose: () => set({ partner: undefined }),
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows />;
  return (
    <>
      <section className="oc-pane ob-scroll" aria-label={t("page.partners")}>
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
              <li key={`guest-${one.corpId}`} {...list.row(one.corpId)}>
                <button type="button" className="oc-line-row" {...list.opens(one.corpId)}>
                  <ThingMark icon="link" size={36} />
                  <span className="ob-grow">
                    <strong className="ob-ell oc-block">{one.name}</strong>
                    <span className="ob-3 ob-sm">
                      {t("partner.guest")}
                      {one.shownName && one.shownName !== one.name && ` · ${one.shownName}`}
                    </span>
                  </span>
                  <span className={`ob-tag ${one.state === "waiting" ? "ob-tag-warning" : ""}`}>
                    {t(`partner.state.${one.state}`)}
                  </span>
                </button>
              </li>
            ))}
            {data.hosts.map((one) => (
              <HostRow key={`host-${one.corpId}`} host={one} />
            ))}
          </ul>
        )}
      </section>
      {chosen && <PartnerView key={chosen.corpId} partner={chosen} side={list.side} />}
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
  const { may } = usePower();
  const tabs = ["partners", "industry"].filter(may);
  const tab = tabs.find((one) => one === get("tab")) ?? tabs[0] ?? "partners";
  return (
    <>
      <PageBar title={t("page.partners")} />
      <TabBar
        value={tab}
        onChange={(next) => set({ tab: next === tabs[0] ? undefined : next, partner: undefined })}
        items={tabs.map((key) => ({
          key,
          label: t(`partner.tab.${key}`),
          icon: key === "industry" ? <Icon name="dept" /> : undefined,
        }))}
      />
      <div className="oc-body">
        {tab === "industry" ? (
          <section className="oc-pane ob-scroll" aria-label={t("partner.tab.industry")}>
            <Industry />
          </section>
        ) : (
          <Partners />
        )}
      </div>
    </>
  );
}
