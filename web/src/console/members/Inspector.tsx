import { App, Button, Dropdown } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { copy } from "../../shared/text";
import { usePerson } from "../api/directory";
import type { PersonPage } from "../api/types";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { usePower } from "../shell/context";
import { opens } from "../shell/pages";
import type { Power } from "../shell/power";
import { TabApi } from "./TabApi";
import { TabDepartments } from "./TabDepartments";
import { TabEvents } from "./TabEvents";
import { TabHistory } from "./TabHistory";
import { TabLine } from "./TabLine";
import { TabProfile } from "./TabProfile";
import { TabRoles } from "./TabRoles";
import { TabVisibility } from "./TabVisibility";
import { useWrites } from "./writes";

// Fetched when they are opened: nothing of them is needed to show people.
const SignInLinks = lazy(async () => ({ default: (await import("./SignInLinks")).SignInLinks }));
const Convert = lazy(async () => ({ default: (await import("../accounts/Convert")).Convert }));

const TABS = {
  profile: TabProfile,
  departments: TabDepartments,
  roles: TabRoles,
  line: TabLine,
  visibility: TabVisibility,
  history: TabHistory,
  events: TabEvents,
  api: TabApi,
} as const;
type TabName = keyof typeof TABS;
const NAMES = Object.keys(TABS) as TabName[];

/** The tabs that are answered to somebody. */
function tabsOf(power: Power): TabName[] {
  const closed: TabName[] = [];
  if (!power.may("visibility")) closed.push("visibility");
  if (!opens("apps", power)) closed.push("events");
  return NAMES.filter((name) => !closed.includes(name));
}

interface Props {
  userId: string;
  /** Those who are shown beside, in their order. */
  order: readonly string[];
  deptId: number;
}

function Head({ person, order }: { person: PersonPage; order: readonly string[] }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { set } = useAddress();
  const { remove } = useWrites();
  const [converting, setConverting] = useState(false);
  const [linking, setLinking] = useState(false);
  const at = order.indexOf(person.userId);
  const go = (by: number) => order[at + by] && set({ person: order[at + by] }, true);
  const [main] = person.departments;
  const power = usePower();
  const where = (may: boolean, ...some: { key: string; label: string; disabled?: boolean }[]) => (may ? some : []);
  const items = [
    { key: "copy", label: t("inspector.copyLink") },
    { key: "audit", label: t("inspector.audit") },
    ...where(opens("visibility", power), { key: "whom", label: t("inspector.whom") }),
    { type: "divider" as const },
    {
      key: "link",
      label: t("inspector.link"),
      disabled: person.mirroredFrom.length > 0 || person.account.kind === "sso",
    },
    ...where(
      power.may("accounts"),
      person.account.kind === "normal"
        ? { key: "convert", label: t("inspector.convert"), disabled: person.mirroredFrom.length > 0 }
        : { key: "account", label: t("inspector.account") },
    ),
    ...where(power.whole, { key: "handOver", label: t("inspector.handOver") }),
    { key: "remove", label: t("inspector.remove"), danger: true },
  ];
  const chosen = async (key: string) => {
    if (key === "copy") message.info(t((await copy(location.href)) ? "copied" : "copyFailed"));
    if (key === "audit") navigate(`/console/audit?about=person:${encodeURIComponent(person.userId)}`);
    if (key === "whom") navigate(`/console/visibility?viewer=${encodeURIComponent(person.userId)}`);
    if (key === "link") setLinking(true);
    if (key === "convert") setConverting(true);
    if (key === "account") navigate(`/console/accounts?account=${encodeURIComponent(person.userId)}`);
    if (key === "handOver") set({ handover: true });
    if (key === "remove" && (await remove([person]))) set({ person: undefined });
  };
  return (
    <div className="oc-insp-head">
      <PersonMark userId={person.userId} name={person.name} avatar={person.avatar} size={48} />
      <div className="ob-grow">
        <h2 className="oc-title ob-ell" dir="auto" title={person.name}>
          {person.name || person.userId}
        </h2>
        <div className="ob-2 ob-sm ob-ell">{[person.title, main?.name].filter(Boolean).join(" · ")}</div>
      </div>
      <span className="oc-insp-acts">
        <IconButton small icon="up" label={t("inspector.before")} onClick={() => go(-1)} aria-disabled={at <= 0} />
        <IconButton
          small
          icon="down"
          label={t("inspector.next")}
          onClick={() => go(1)}
          aria-disabled={at < 0 || at >= order.length - 1}
        />
        <Dropdown trigger={["click"]} menu={{ items, onClick: ({ key }) => chosen(key) }}>
          <Button type="text" size="small" data-does aria-label={t("more")} icon={<Icon name="more" />} />
        </Dropdown>
        <IconButton small icon="x" label={t("inspector.close")} onClick={() => set({ person: undefined })} />
      </span>
      {linking && (
        <Suspense>
          <SignInLinks people={[person]} onClose={() => setLinking(false)} />
        </Suspense>
      )}
      {converting && (
        <Suspense>
          <Convert
            person={{ userId: person.userId, name: person.name ?? person.userId }}
            onClose={() => setConverting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** One person beside the list; the tab stays when the next one is looked at. */
export function Inspector({ userId, order, deptId }: Props) {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data: person, error, refetch, isPlaceholderData } = usePerson(userId);
  const names = tabsOf(usePower());
  const tab = names.find((name) => name === get("tab")) ?? "profile";
  const turn = (by: number) => {
    const next = names[(names.indexOf(tab) + by + names.length) % names.length];
    set({ tab: next === "profile" ? undefined : next }, true);
  };
  useKeys({ "[": () => turn(-1), "]": () => turn(1) });
  const name = person?.name;
  useEffect(() => {
    if (name) document.title = `${name} · Orgbook`;
  }, [name]);
  const Tab = TABS[tab];
  return (
    <aside className="oc-insp" aria-label={t("inspector.title")} style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
      {error ? (
        <>
          <div className="oc-insp-head">
            <span className="ob-grow" />
            <IconButton small icon="x" label={t("inspector.close")} onClick={() => set({ person: undefined })} />
          </div>
          <ErrorState error={error} retry={refetch} />
        </>
      ) : !person ? (
        <SkeletonRows height={40} />
      ) : (
        <>
          <Head person={person} order={order} />
          <TabBar
            value={tab}
            onChange={(next) => set({ tab: next === "profile" ? undefined : next }, true)}
            items={names.map((key) => ({ key, label: t(`inspector.tab.${key}`) }))}
          />
          <div className="ob-scroll" role="tabpanel" aria-label={t(`inspector.tab.${tab}`)}>
            <Tab key={person.userId} person={person} deptId={deptId} />
          </div>
        </>
      )}
    </aside>
  );
}
