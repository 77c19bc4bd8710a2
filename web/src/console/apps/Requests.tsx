import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readJson } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { Code } from "../parts/Code";
import { moment } from "../parts/format";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useChangeApp } from "./AppPage";
import { type AppInfo, type Call, fetchCall, fetchCalls, mayChange, record, stopRecording, useApps } from "./api";
import { type CodeLanguage, LANGUAGES, missingPoint, reproduced } from "./reproduce";

const REFETCH_MILLIS = 3000;
const RECORDED_MINUTES = 15;
const FAILED_STATUS = 400;
/** Numbers of the older generation for tokens, permissions, addresses and calls that come too often. */
const NOT_LET_IN = new Set(["40001", "40014", "42001", "60011", "60020", "90002", "90006", "90018"]);

function went({ status, code }: Call): boolean {
  return status < FAILED_STATUS && (code === "" || code === "0");
}

/** The answer of a call in one word: grey where it went, amber where it was refused, red where it was not let in. */
function Result({ call }: { call: Call }) {
  const shut = call.status === 401 || call.status === 403 || NOT_LET_IN.has(call.code);
  const tag = went(call) ? "" : shut ? "oc-tag-error" : "ob-tag-warning";
  return <span className={`ob-tag ob-mono ${tag}`}>{call.code || call.status}</span>;
}

/** Records for a while, or no longer. */
function Recording({ app, until }: { app: AppInfo; until?: number }) {
  const { t, i18n } = useTranslation(["console", "apps"]);
  const act = useAct();
  const on = until !== undefined && until > Date.now();
  return (
    <>
      {on && <span className="ob-3 ob-sm">{t("apps:request.until", { when: moment(until, i18n.language) })}</span>}
      <Button
        size="small"
        icon={<Icon name={on ? "x" : "play"} size="small" />}
        onClick={() =>
          act({
            text: t(on ? "done.recordingStopped" : "done.recording", { name: app.name }),
            run: () => (on ? stopRecording(app.appKey) : record(app.appKey, RECORDED_MINUTES)),
          })
        }
      >
        {t(on ? "apps:request.stop" : "apps:request.record")}
      </Button>
    </>
  );
}

/** Why a call was not let in, and what mends it. */
function Cure({ app, answer }: { app: AppInfo; answer?: string }) {
  const { t } = useTranslation(["console", "apps"]);
  const change = useChangeApp(app);
  const queries = useQueryClient();
  const apps = useApps().data;
  const point = missingPoint(answer);
  if (!point || app.allPoints || app.points.includes(point)) return null;
  const mayGive = mayChange(app) && !apps?.beyondPoints.includes(point);
  const grant = async () => {
    await change(t("app.tab.permissions"), { points: [...app.points, point] });
    await queries.invalidateQueries({ queryKey: ["apps"] });
  };
  return (
    <p className="ob-note oc-note-care">
      <span className="ob-grow">
        <strong className="oc-block">
          {t("apps:request.lacks", { point: t(`apps:point.${point.replaceAll(".", "_")}`, { defaultValue: point }) })}
        </strong>
        {t("apps:request.lacksMore", { point })}
      </span>
      {mayGive && (
        <Button size="small" onClick={grant}>
          {t("apps:request.grant")}
        </Button>
      )}
    </p>
  );
}

/** JSON as it is read, anything else as it came. */
function shown(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return text;
  }
}

function Part({ label, text, cut }: { label: string; text?: string; cut: boolean }) {
  const { t } = useTranslation(["console", "apps"]);
  return (
    <div className="oc-request-part">
      <h3 className="oc-h3">{label}</h3>
      {text ? (
        <Code value={cut ? text : shown(text)} label={label} />
      ) : (
        <p className="ob-3 ob-sm">{t("apps:request.noBody")}</p>
      )}
      {cut && <p className="ob-3 ob-sm">{t("apps:request.cut")}</p>}
    </div>
  );
}

function CallView({ app, call }: { app: AppInfo; call: Call }) {
  const { t } = useTranslation(["console", "apps"]);
  const [language, setLanguage] = useState<CodeLanguage>("curl");
  const { data, error, refetch } = useQuery({
    queryKey: ["call", app.appKey, call.requestId],
    queryFn: () => fetchCall(app.appKey, call.requestId),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={4} height={40} />;
  const { query, headers, body, answer } = data;
  const made = { method: call.method, path: call.path, query, headers, body: body.text };
  return (
    <section className="oc-request" aria-label={call.path}>
      <div className="ob-flex oc-wrap">
        <span className="ob-mono ob-3">{call.method}</span>
        <strong className="ob-mono oc-secret">{call.path}</strong>
        <Result call={call} />
        <span className="ob-grow" />
        <span className="ob-3 ob-sm">
          {[new Date(call.at).toLocaleTimeString(), `${(call.durationUs / 1000).toFixed(1)} ms`, call.from].join(" · ")}
        </span>
      </div>
      <Cure app={app} answer={answer.text} />
      <div className="oc-request-two">
        <Part label={t("apps:request.sent")} {...body} />
        <Part label={t("apps:request.answered")} {...answer} />
      </div>
      <div className="ob-flex">
        <h3 className="oc-h3 ob-grow">{t("apps:request.again")}</h3>
        <Segmented
          size="small"
          aria-label={t("apps:request.language")}
          value={language}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({ value, label: { curl: "cURL", python: "Python" }[value] }))}
        />
      </div>
      <Code value={reproduced(language, made, location.origin)} label={t("apps:request.again")} />
      <p className="ob-3 ob-sm">{t("apps:request.masked")}</p>
    </section>
  );
}

/** The last calls of an app: what it asked, what it was answered, and code that asks the same. */
export function Requests({ app }: { app: AppInfo }) {
  const { t } = useTranslation(["console", "apps"]);
  const { get, set } = useAddress();
  const { data, error, refetch } = useQuery({
    queryKey: ["calls", app.appKey],
    queryFn: () => fetchCalls(app.appKey),
    refetchInterval: ({ state }) => ((state.data?.recordedUntil ?? 0) > Date.now() ? REFETCH_MILLIS : false),
    retry: false,
  });
  const failed = get("calls") === "failed";
  const calls = (data?.requests ?? []).filter((call) => !failed || !went(call));
  const chosen = data?.requests.find((call) => call.requestId === get("call"));
  const list = useList({
    ids: calls.map((call) => call.requestId),
    open: chosen?.requestId,
    onOpen: (call) => set({ call }, true),
    onClose: () => set({ call: undefined }, true),
  });
  const recording = (data?.recordedUntil ?? 0) > Date.now();
  return (
    <section className="oc-requests" aria-label={t("apps:request.title")}>
      <div className="oc-filters">
        <strong>{t("apps:request.title")}</strong>
        {data && <span className="ob-3 ob-sm oc-wide">{t("apps:request.fact", { node: data.node })}</span>}
        <span className="ob-grow" />
        <Segmented
          size="small"
          aria-label={t("apps:request.which")}
          value={failed ? "failed" : "all"}
          onChange={(value) => set({ calls: value === "failed" ? value : undefined }, true)}
          options={(["all", "failed"] as const).map((value) => ({ value, label: t(`apps:request.${value}`) }))}
        />
        {data && <Recording app={app} until={data.recordedUntil} />}
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows height={36} rows={4} />
      ) : calls.length === 0 ? (
        <EmptyState
          title={t(recording ? "apps:request.waiting" : failed ? "apps:request.noneFailed" : "apps:request.none")}
        >
          {t(recording ? "apps:request.waitingMore" : "apps:request.noneMore", { minutes: RECORDED_MINUTES })}
        </EmptyState>
      ) : (
        <div className="oc-requests-two" data-open={chosen ? true : undefined}>
          <ul className="oc-rows">
            {calls.map((call) => (
              <li key={call.requestId} {...list.row(call.requestId)}>
                <button
                  type="button"
                  className="oc-line-row oc-request-row"
                  aria-current={call === chosen}
                  {...list.opens(call.requestId)}
                >
                  <span className="ob-mono ob-3 ob-sm">{call.method}</span>
                  <span className="ob-mono ob-sm ob-ell ob-grow">{call.path}</span>
                  <Result call={call} />
                  <span className="ob-3 ob-sm oc-request-time">{(call.durationUs / 1000).toFixed(1)} ms</span>
                </button>
              </li>
            ))}
          </ul>
          {chosen ? (
            <CallView key={chosen.requestId} app={app} call={chosen} />
          ) : (
            <p className="ob-3 ob-sm oc-request oc-hide-narrow">{t("apps:request.pick")}</p>
          )}
        </div>
      )}
    </section>
  );
}
