import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ChangeMark } from "../../shared/components/ChangeMark";
import { Icon, type IconName } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { fetchMembers } from "../api/directory";
import { read } from "../api/own";
import type { Counts } from "../api/types";
import { type AppInfo, fetchApps, fetchPush, type PushState } from "../apps/api";
import { Changes, useActor } from "../audit/AuditList";
import { fetchAudit, keyOf, markOf, useAudit } from "../audit/api";
import { fetchPlans } from "../importing/api";
import { ago } from "../parts/format";
import { PageBar } from "../shell/PageBar";

interface Work {
  kind: string;
  count: number;
  sample?: string[];
  id?: string;
}

interface Told {
  app: AppInfo;
  push: PushState;
}

interface Day {
  date: string;
  joined: number;
  left: number;
}

const DAYS = 30;
const DAY_MILLIS = 86_400_000;
/** Entries that are counted for the trend; more and it stays away rather than being wrong. */
const COUNTED_MAX = 2000;
/** Apps whose state is asked for. */
const APPS_MAX = 20;

/** A part of the page that this administrator may not see, or that does not answer, is left out. */
async function part<T>(ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch {
    return undefined;
  }
}

async function toldApps(): Promise<Told[]> {
  const apps = (await fetchApps()).filter((app) => app.callback || app.streamSince).slice(0, APPS_MAX);
  return Promise.all(apps.map(async (app) => ({ app, push: (await fetchPush(app.appKey)).push })));
}

/** Who joined and who left, day by day, out of the log; nothing where there is too much of it. */
async function trend(): Promise<Day[] | undefined> {
  const from = Date.now() - DAYS * DAY_MILLIS;
  const of = async (kind: string) => {
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await fetchAudit({ kind, from }, cursor, 200);
      found.push(...page.entries.map((entry) => entry.at));
      cursor = page.nextCursor;
    } while (cursor && found.length <= COUNTED_MAX);
    return cursor ? undefined : found;
  };
  const [joined, left] = await Promise.all([of("user.added"), of("user.removed")]);
  if (!joined || !left) return undefined;
  return Array.from({ length: DAYS }, (_, index) => {
    const begin = from + index * DAY_MILLIS;
    const within = (times: number[]) => times.filter((at) => at >= begin && at < begin + DAY_MILLIS).length;
    return {
      date: new Date(begin + DAY_MILLIS).toISOString().slice(0, 10),
      joined: within(joined),
      left: within(left),
    };
  });
}

interface Overview {
  counts: Counts;
  days?: Day[];
  waiting: Work[];
  callbacks?: Told[];
}

async function fetchOverview(): Promise<Overview> {
  const [members, applications, plans, callbacks, days] = await Promise.all([
    fetchMembers({}),
    part(read<{ pending: number }>("console/applications", { size: 1 })),
    part(fetchPlans()),
    part(toldApps()),
    part(trend()),
  ]);
  const failing = callbacks?.filter(({ push }) => push.failed > 0) ?? [];
  const open = plans?.filter((plan) => plan.state === "ready" || plan.state === "applying") ?? [];
  const waiting: Work[] = [
    { kind: "applications", count: applications?.pending ?? 0 },
    { kind: "plans", count: open.length, sample: open.slice(0, 2).map((plan) => plan.fileName), id: open[0]?.planId },
    {
      kind: "callbacks",
      count: failing.length,
      sample: failing.slice(0, 2).map(({ app }) => app.name),
      id: failing[0]?.app.appKey,
    },
    { kind: "notActivated", count: members.counts.notActivated },
    { kind: "unmanaged", count: members.counts.unmanaged },
  ];
  return { counts: members.counts, days, waiting, callbacks };
}

/** Where each kind of work is done. */
const WORK: Record<string, { icon: IconName; to: (id?: string) => string; urgent?: boolean }> = {
  applications: { icon: "inbox", to: () => "applications", urgent: true },
  plans: { icon: "plan", to: (id) => (id ? `import?plan=${encodeURIComponent(id)}` : "import") },
  callbacks: { icon: "plug", to: (id) => (id ? `apps?app=${encodeURIComponent(id)}` : "apps"), urgent: true },
  notActivated: { icon: "mail", to: () => "members?state=notActivated" },
  unmanaged: { icon: "user", to: () => "members?state=unmanaged" },
};

function Headcount({ data }: { data: Overview }) {
  const { t, i18n } = useTranslation("console");
  const { all, notActivated, disabled } = data.counts;
  const active = Math.max(0, all - notActivated - disabled);
  const sum = (name: "joined" | "left") => data.days?.reduce((whole, day) => whole + day[name], 0) ?? 0;
  const net = sum("joined") - sum("left");
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
        {data.days && (
          <span className="oc-net" data-down={net < 0 || undefined}>
            {t("overview.net", { net: `${net < 0 ? "−" : "+"}${Math.abs(net)}` })}
          </span>
        )}
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

function Callbacks({ callbacks }: { callbacks: Told[] }) {
  const { t } = useTranslation("console");
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-callbacks">
      <h2 className="oc-panel-head" id="oc-callbacks">
        {t("overview.callbacks")}
      </h2>
      {callbacks.length === 0 && <p className="ob-3 oc-panel-none">{t("overview.callbacksNone")}</p>}
      {callbacks.map(({ app, push }) => (
        <div key={app.appKey} className="oc-card-row">
          <span className="oc-delivery" data-state={push.failed ? "failed" : push.lag ? "waiting" : "delivered"}>
            <i aria-hidden="true" />
          </span>
          <Link to={`/console/apps?app=${encodeURIComponent(app.appKey)}`} className="ob-ell ob-grow ob-plain">
            {app.name}
          </Link>
          <span className="oc-tag-line">{t(`delivery.channel.${push.way}`)}</span>
          <span className={push.failed ? "oc-bad ob-sm" : "ob-3 ob-sm"}>
            {push.failed
              ? t("events.failed", { count: push.failed })
              : push.lag
                ? t("delivery.queue", { count: push.lag })
                : t("delivery.upToDate")}
          </span>
        </div>
      ))}
    </section>
  );
}

function Trend({ days }: { days: Day[] }) {
  const { t } = useTranslation("console");
  const joined = days.reduce((sum, day) => sum + day.joined, 0);
  const left = days.reduce((sum, day) => sum + day.left, 0);
  const most = Math.max(1, ...days.flatMap((day) => [day.joined, day.left]));
  const width = 100 / Math.max(1, days.length);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-trend">
      <h2 className="oc-panel-head" id="oc-trend">
        {t("overview.trend")}
        <span className="oc-end ob-sm">
          <span className="oc-in">+{joined}</span> / <span className="oc-out">−{left}</span>
        </span>
      </h2>
      <svg
        className="oc-trend"
        viewBox="0 0 100 60"
        preserveAspectRatio="none"
        role="img"
        aria-label={t("overview.trendSaid", { joined, left })}
      >
        <line x1="0" x2="100" y1="40" y2="40" />
        {days.map((day, at) => (
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
                <strong>{who(entry)}</strong>{" "}
                {entry.kind.endsWith(".changed") && <span>{entry.object.name ?? entry.object.id}</span>}{" "}
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
    queryFn: fetchOverview,
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
                {data.callbacks && <Callbacks callbacks={data.callbacks} />}
                {data.days && <Trend days={data.days} />}
              </div>
            </div>
          </>
        )}
        <RecentChanges />
      </div>
    </>
  );
}
