import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ChangeMark } from "../../shared/components/ChangeMark";
import { Icon, type IconName } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { read } from "../api/own";
import { Changes, useActor } from "../audit/AuditList";
import { keyOf, markOf, useAudit } from "../audit/api";
import { ago } from "../parts/format";
import { PageBar } from "../shell/PageBar";

interface Work {
  kind: string;
  count: number;
  sample?: string[];
  id?: string;
}

interface Callback {
  appKey: string;
  name: string;
  channel: "http" | "stream" | "none";
  state: "delivering" | "waiting" | "paused" | "delivered" | "failing";
  waiting?: number;
  lastStatus?: string | number;
}

interface Overview {
  counts: { all: number; active: number; notActivated: number; disabled: number };
  departments?: number;
  joined30: number;
  left30: number;
  days: { date: string; joined: number; left: number }[];
  waiting: Work[];
  callbacks: Callback[];
}

/** Where each kind of work is done. */
const WORK: Record<string, { icon: IconName; to: (id?: string) => string; urgent?: boolean }> = {
  applications: { icon: "inbox", to: () => "applications", urgent: true },
  plans: { icon: "plan", to: (id) => (id ? `import?plan=${encodeURIComponent(id)}` : "import") },
  leavers: { icon: "handover", to: () => "leavers" },
  callbacks: { icon: "plug", to: (id) => (id ? `apps?app=${encodeURIComponent(id)}` : "apps"), urgent: true },
  notActivated: { icon: "mail", to: () => "members?state=notActivated" },
  departmentsWithoutHead: { icon: "dept", to: (id) => (id ? `members?dept=${id}` : "chart") },
  namesakes: { icon: "users", to: (id) => (id ? `members?q=${encodeURIComponent(id)}` : "members") },
  unmanaged: { icon: "user", to: () => "members?state=unmanaged" },
};

function Headcount({ data }: { data: Overview }) {
  const { t, i18n } = useTranslation("console");
  const { all, active, notActivated, disabled } = data.counts;
  const net = data.joined30 - data.left30;
  const parts = [
    { key: "active", value: active },
    { key: "notActivated", value: notActivated },
    { key: "disabled", value: disabled },
  ];
  return (
    <section className="oc-headcount" aria-label={t("overview.people")}>
      <div>
        <span className="ob-3 ob-sm oc-block">{t("overview.people")}</span>
        <strong className="oc-big">{count(all, i18n.language)}</strong>
        <span className="oc-net" data-down={net < 0 || undefined}>
          {t("overview.net", { net: `${net < 0 ? "−" : "+"}${Math.abs(net)}` })}
        </span>
      </div>
      <div className="ob-grow">
        <div className="oc-bar-parts" aria-hidden="true">
          {parts.map((part) => (
            <i key={part.key} data-part={part.key} style={{ flexGrow: part.value }} />
          ))}
        </div>
        <ul className="oc-legend">
          {parts.map((part) => (
            <li key={part.key}>
              <i data-part={part.key} aria-hidden="true" />
              <Link
                className="ob-plain"
                to={part.key === "active" ? "/console/members?state=active" : `/console/members?state=${part.key}`}
              >
                {t(`filter.${part.key}`)} <strong>{count(part.value, i18n.language)}</strong>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function WorkList({ waiting }: { waiting: Work[] }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const work = waiting.filter((one) => one.count > 0);
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-work">
      <h2 className="oc-panel-head" id="oc-work">
        {t("overview.waiting")} <span className="ob-3">{work.length}</span>
      </h2>
      {work.length === 0 && <p className="ob-3 oc-panel-none">{t("overview.nothing")}</p>}
      {work.map((one) => {
        const known = WORK[one.kind];
        return (
          <div key={one.kind + (one.id ?? "")} className="oc-card-row">
            <span className="oc-work-mark" data-urgent={known?.urgent || undefined} aria-hidden="true">
              <Icon name={known?.icon ?? "info"} />
            </span>
            <span className="ob-grow">
              <span className="oc-block oc-strong">
                {t(`overview.work.${one.kind}`, { count: one.count, name: one.sample?.[0] })}
              </span>
              <span className="ob-3 ob-sm ob-ell oc-block">{one.sample?.join(" · ")}</span>
            </span>
            <Button size="small" onClick={() => navigate(`/console/${known?.to(one.id) ?? "members"}`)}>
              {t(`overview.do.${one.kind}`, { defaultValue: t("open") })}
            </Button>
          </div>
        );
      })}
    </section>
  );
}

function Callbacks({ callbacks }: { callbacks: Callback[] }) {
  const { t } = useTranslation("console");
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-callbacks">
      <h2 className="oc-panel-head" id="oc-callbacks">
        {t("overview.callbacks")}
      </h2>
      {callbacks.length === 0 && <p className="ob-3 oc-panel-none">{t("overview.callbacksNone")}</p>}
      {callbacks.map((one) => {
        const bad = one.state === "paused" || one.state === "failing";
        return (
          <div key={one.appKey} className="oc-card-row">
            <span className="oc-delivery" data-state={bad ? "failed" : one.waiting ? "waiting" : "delivered"}>
              <i aria-hidden="true" />
            </span>
            <Link to={`/console/apps?app=${encodeURIComponent(one.appKey)}`} className="ob-ell ob-grow ob-plain">
              {one.name}
            </Link>
            <span className="oc-tag-line">{t(`delivery.channel.${one.channel}`)}</span>
            <span className={bad ? "oc-bad ob-sm" : "ob-3 ob-sm"}>
              {t(`overview.callback.${one.state}`, { defaultValue: one.state })}
              {one.waiting ? ` · ${t("delivery.queue", { count: one.waiting })}` : ""}
            </span>
          </div>
        );
      })}
    </section>
  );
}

function Trend({ data }: { data: Overview }) {
  const { t } = useTranslation("console");
  const most = Math.max(1, ...data.days.flatMap((day) => [day.joined, day.left]));
  const width = 100 / Math.max(1, data.days.length);
  const [first, last] = [data.days[0], data.days.at(-1)];
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-trend">
      <h2 className="oc-panel-head" id="oc-trend">
        {t("overview.trend")}
        <span className="oc-end ob-sm">
          <span className="oc-in">+{data.joined30}</span> / <span className="oc-out">−{data.left30}</span>
        </span>
      </h2>
      <svg
        className="oc-trend"
        viewBox="0 0 100 60"
        preserveAspectRatio="none"
        role="img"
        aria-label={t("overview.trendSaid", { joined: data.joined30, left: data.left30 })}
      >
        <line x1="0" x2="100" y1="40" y2="40" />
        {data.days.map((day, at) => (
          <g key={day.date}>
            <rect
              className="oc-trend-in"
              x={at * width + width * 0.15}
              width={width * 0.7}
              y={40 - (day.joined / most) * 38}
              height={(day.joined / most) * 38}
            />
            <rect
              className="oc-trend-out"
              x={at * width + width * 0.15}
              width={width * 0.7}
              y={40}
              height={(day.left / most) * 18}
            />
          </g>
        ))}
      </svg>
      <div className="ob-flex ob-3 ob-sm oc-trend-days">
        <span>{first?.date.slice(5)}</span>
        <span className="oc-end">{last?.date.slice(5)}</span>
      </div>
    </section>
  );
}

function RecentChanges() {
  const { t, i18n } = useTranslation("console");
  const who = useActor();
  const { data, error, refetch } = useAudit({}, 8);
  const entries = data?.pages[0]?.entries ?? [];
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-recent">
      <h2 className="oc-panel-head" id="oc-recent">
        {t("overview.recent")}
        <Link className="oc-end ob-sm" to="/console/audit">
          {t("overview.allChanges")}
        </Link>
      </h2>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={4} height={48} />
      ) : (
        entries.map((entry) => (
          <div key={keyOf(entry)} className="oc-card-row">
            <ChangeMark kind={markOf(entry)} />
            <span className="ob-grow">
              <span className="oc-recent-what">
                <strong>{who(entry)}</strong> <span>{entry.object.name ?? entry.object.id}</span>{" "}
                <Changes entry={entry} />
              </span>
              <span className="ob-3 ob-sm">{ago(entry.at, i18n.language)}</span>
            </span>
          </div>
        ))
      )}
    </section>
  );
}

/** What waits for somebody first, then how things are. */
export function Component() {
  const { t, i18n } = useTranslation("console");
  const { data, error, refetch } = useQuery({
    queryKey: ["overview"],
    queryFn: () => read<Overview>("console/overview"),
    refetchInterval: 60_000,
  });
  const today = new Date().toLocaleDateString(i18n.language, { weekday: "long", month: "long", day: "numeric" });
  return (
    <>
      <PageBar title={t("page.overview")} fact={today} />
      <div className="ob-scroll oc-overview">
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={56} />
        ) : (
          <>
            <Headcount data={data} />
            <div className="oc-overview-two">
              <WorkList waiting={data.waiting} />
              <div className="oc-stack oc-panels">
                <Callbacks callbacks={data.callbacks} />
                <Trend data={data} />
              </div>
            </div>
          </>
        )}
        <RecentChanges />
      </div>
    </>
  );
}
