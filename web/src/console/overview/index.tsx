import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { ChangeMark } from "../../shared/components/ChangeMark";
import { Icon, type IconName } from "../../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { read } from "../api/own";
import { DayBars, DayShare } from "../apps/DayBars";
import type { Hour } from "../apps/day";
import { Changes, useActor } from "../audit/AuditList";
import { fetchAudit, keyOf, markOf, readsLog, useAudit } from "../audit/api";
import type { Plan } from "../importing/api";
import { ago } from "../parts/format";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { UndoChange } from "./UndoChange";

interface Sample {
  kind: "user" | "app" | "partner" | "application" | "invitation" | "plan";
  id: string;
  name?: string;
}

interface Warning {
  kind: string;
  count: number;
  samples: Sample[];
}

interface Told {
  appKey: string;
  name: string;
  way: "callback" | "stream" | "none";
  lag: number;
  connected: boolean;
  failed: number;
  hours: Hour[];
}

/** What this administrator may know of; the rest is absent. */
interface Overview {
  people?: { all: number; active: number; notActivated: number; disabled: number };
  departments?: number;
  lastPlan?: Plan;
  push?: { apps: Told[] };
  warnings: Warning[];
}

interface Day {
  date: string;
  joined: number;
  left: number;
}

const DAYS = 30;
const DAY_MILLIS = 86_400_000;
const TREND_MILLIS = 300_000;
/** Entries that are counted for the trend; more and it stays away rather than being wrong. */
const COUNTED_MAX = 2000;
/** Who joined and who left, day by day, out of the log; nothing where there is too much of it. */
async function trend(): Promise<Day[] | null> {
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
  if (!joined || !left) return null;
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

/** Where each kind of work is done. */
const WORK: Record<string, { icon: IconName; to: (id?: string) => string; urgent?: boolean }> = {
  applicationsWaiting: { icon: "inbox", to: () => "applications", urgent: true },
  partnersWaiting: {
    icon: "link",
    to: (id) => (id ? `partners?partner=${encodeURIComponent(id)}` : "partners"),
    urgent: true,
  },
  planUnfinished: { icon: "plan", to: (id) => (id ? `import?plan=${encodeURIComponent(id)}` : "import") },
  pushFailing: { icon: "plug", to: (id) => (id ? `apps?app=${encodeURIComponent(id)}` : "apps"), urgent: true },
  pushPaused: { icon: "plug", to: (id) => (id ? `apps?app=${encodeURIComponent(id)}` : "apps"), urgent: true },
  pushBehind: { icon: "plug", to: (id) => (id ? `apps?app=${encodeURIComponent(id)}` : "apps") },
  invitationsExpired: { icon: "mail", to: () => "applications?tab=invite" },
  notActivated: { icon: "mail", to: () => "members?state=notActivated" },
  unmanaged: { icon: "user", to: () => "members?state=unmanaged" },
  disabled: { icon: "lock", to: () => "members?state=disabled" },
};

function Headcount({ people, days }: { people: NonNullable<Overview["people"]>; days?: Day[] }) {
  const { t, i18n } = useTranslation("console");
  const { all, notActivated, disabled } = people;
  const active = Math.max(0, all - notActivated - disabled);
  const sum = (name: "joined" | "left") => days?.reduce((whole, day) => whole + day[name], 0) ?? 0;
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
        {days && (
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

function WorkList({ work }: { work: Warning[] }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-work">
      <h2 className="oc-panel-head" id="oc-work">
        {t("overview.waiting")} <span className="ob-cap">{work.length}</span>
      </h2>
      {work.length === 0 && <p className="ob-3 oc-panel-none">{t("overview.nothing")}</p>}
      {work.map(({ kind, count: number, samples }) => {
        const known = WORK[kind];
        return (
          <div key={kind} className="oc-card-row">
            <span className="oc-work-mark" data-urgent={known?.urgent || undefined} aria-hidden="true">
              <Icon name={known?.icon ?? "info"} />
            </span>
            <span className="ob-grow">
              <span className="oc-block oc-strong">
                {t(`overview.work.${kind}`, { count: number, defaultValue: kind })}
              </span>
              <span className="ob-3 ob-sm ob-ell oc-block">
                {samples.map((sample) => sample.name ?? sample.id).join(" · ")}
              </span>
            </span>
            <Button size="small" onClick={() => navigate(`/console/${known?.to(samples[0]?.id) ?? "members"}`)}>
              {t(`overview.do.${kind}`, { defaultValue: t("open") })}
            </Button>
          </div>
        );
      })}
    </section>
  );
}

function Callbacks({ apps }: { apps: Told[] }) {
  const { t } = useTranslation("console");
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-callbacks">
      <h2 className="oc-panel-head" id="oc-callbacks">
        {t("overview.callbacks")}
        {apps.length > 0 && <span className="ob-cap">{t("delivery.day")}</span>}
      </h2>
      {apps.length === 0 && <p className="ob-3 oc-panel-none">{t("overview.callbacksNone")}</p>}
      {apps.map((app) => (
        <div key={app.appKey} className="oc-card-row oc-told-row">
          <span className="oc-delivery" data-state={app.failed ? "failed" : app.lag ? "waiting" : "delivered"}>
            <i aria-hidden="true" />
          </span>
          <Link
            to={`/console/apps?app=${encodeURIComponent(app.appKey)}`}
            className="ob-ell ob-grow ob-plain oc-told-name"
          >
            {app.name}
          </Link>
          <span className="oc-tag-line">{t(`delivery.channel.${app.way === "callback" ? "http" : app.way}`)}</span>
          <DayBars hours={app.hours} />
          <DayShare hours={app.hours} />
          <span className={app.failed ? "oc-bad ob-sm" : "ob-3 ob-sm"}>
            {app.failed
              ? t("events.failed", { count: app.failed })
              : app.lag
                ? t("delivery.queue", { count: app.lag })
                : t("delivery.upToDate")}
          </span>
        </div>
      ))}
    </section>
  );
}

/** What the last file did, and the way to it. */
function LastPlan({ plan }: { plan: Plan }) {
  const { t, i18n } = useTranslation("console");
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-plan">
      <h2 className="oc-panel-head" id="oc-plan">
        {t("overview.lastPlan")}
      </h2>
      <div className="oc-card-row">
        <Link to={`/console/import?plan=${encodeURIComponent(plan.planId)}`} className="ob-ell ob-grow ob-plain">
          {plan.fileName}
        </Link>
        <span className="ob-tag">{t(`plan.state.${plan.state}`)}</span>
        <span className="ob-3 ob-sm">{ago(plan.createdAt, i18n.language)}</span>
      </div>
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
        <span className="ob-cap">{t("overview.days", { count: DAYS })}</span>
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
  const { t, i18n } = useTranslation(["console", "log"]);
  const { session } = useConsole();
  const who = useActor();
  const { data, error, refetch } = useAudit({}, 8);
  const entries = data?.pages[0]?.entries ?? [];
  return (
    <section className="oc-card oc-panel" aria-labelledby="oc-recent">
      <h2 className="oc-panel-head" id="oc-recent">
        {readsLog(session.admin) ? t("overview.recent") : t("log:ownRecent")}
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
            <UndoChange entry={entry} />
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
  const { session } = useConsole();
  // Without the right to read the log there is no trend, and the rest stands.
  const { data: days } = useQuery({
    queryKey: ["trend"],
    queryFn: trend,
    retry: false,
    staleTime: TREND_MILLIS,
    enabled: readsLog(session.admin),
  });
  const today = new Date().toLocaleDateString(i18n.language, { weekday: "long", month: "long", day: "numeric" });
  const waiting = data?.people?.notActivated ?? 0;
  const inactive = { kind: "notActivated", count: waiting, samples: [] };
  const work = [...(data?.warnings ?? []), ...(waiting ? [inactive] : [])];
  const urgent = (one: Warning) => (WORK[one.kind]?.urgent ? 0 : 1);
  const told = data?.push?.apps.filter((app) => app.way !== "none");
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
            {data.people && <Headcount people={data.people} days={days ?? undefined} />}
            <div className="oc-overview-two">
              <WorkList work={work.toSorted((one, other) => urgent(one) - urgent(other))} />
              <div className="oc-stack oc-panels">
                {data.lastPlan && <LastPlan plan={data.lastPlan} />}
                {told && <Callbacks apps={told} />}
                {days && <Trend days={days} />}
              </div>
            </div>
          </>
        )}
        <RecentChanges />
      </div>
    </>
  );
}
