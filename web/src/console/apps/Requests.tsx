import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { Code } from "../parts/Code";
import { useChangeApp } from "./AppPage";
import { type AppInfo, type Called, fetchRequests } from "./api";
import { LANGUAGES, reproduce } from "./reproduce";

const REFETCH_MILLIS = 5000;
/** Codes with which a caller is not let in. */
const SHUT_OUT =
  /^(88|40014|42001|60011|60020|90018|403|401|Forbidden.*|InvalidAuthentication|AuthenticationFailed.*)$/;
const POINT = /\b(qyapi_\w+|Contact\.[\w.]+|field(?:Mobile|Email))\b/;

function code(call: Called): string {
  const { errcode, sub_code } = (call.response ?? {}) as { errcode?: number; sub_code?: string };
  if (errcode && sub_code) return `${errcode} · ${sub_code}`;
  return String(call.code ?? errcode ?? call.status);
}

export type Grade = "fine" | "refused" | "shut";

/** Grey: fine. Amber: a refusal that a caller can expect. Red: not let in. */
export function grade(call: Called): Grade {
  const [first = "", second = ""] = code(call).split(" · ");
  if (call.status < 400 && (first === "0" || first === "ok" || first === String(call.status))) return "fine";
  return SHUT_OUT.test(first) || SHUT_OUT.test(second) || call.status === 401 || call.status === 403
    ? "shut"
    : "refused";
}

/** The point that a refusal names as missing. */
function missing(call: Called): string | undefined {
  return POINT.exec(JSON.stringify(call.response ?? ""))?.[1];
}

function Detail({ app, call }: { app: AppInfo; call: Called }) {
  const { t } = useTranslation("console");
  const change = useChangeApp(app);
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]>("cURL");
  const point = grade(call) === "shut" ? missing(call) : undefined;
  const has = point && (app.allPoints || app.points.includes(point));
  const told = call.response as { errmsg?: string; sub_msg?: string; message?: string } | undefined;
  return (
    <div className="oc-call">
      <div className="ob-flex oc-wrap">
        <span className="ob-mono ob-3">{call.method}</span>
        <strong className="ob-mono">{call.path}</strong>
        <span className="oc-code-tag" data-grade={grade(call)}>
          {code(call)}
        </span>
        <span className="ob-grow" />
        <span className="ob-3 ob-sm ob-mono">
          {[new Date(call.at).toLocaleTimeString("zh-CN"), `${call.millis} ms`, call.address]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      {grade(call) !== "fine" && (
        <div className="ob-note oc-note-care">
          <Icon name="info" size="small" />
          <span className="ob-grow">
            <strong className="oc-block">
              {point
                ? t("call.lacks", { point })
                : (told?.sub_msg ?? told?.errmsg ?? told?.message ?? t("call.refused"))}
            </strong>
            {point && <span>{t(has ? "call.hasNow" : "call.lacksMore")}</span>}
          </span>
          {point && !has && (
            <Button size="small" onClick={() => change(t("app.tab.permissions"), { points: [...app.points, point] })}>
              {t("call.grant")}
            </Button>
          )}
        </div>
      )}
      <div className="oc-two">
        <div>
          <h3 className="ob-cap">{t("call.request")}</h3>
          <Code value={call.request ?? {}} label={t("call.request")} />
        </div>
        <div>
          <h3 className="ob-cap">{t("call.response")}</h3>
          <Code value={call.response ?? {}} label={t("call.response")} />
        </div>
      </div>
      <div className="ob-flex">
        <h3 className="ob-cap ob-grow">{t("call.reproduce")}</h3>
        <Segmented
          size="small"
          options={[...LANGUAGES]}
          value={language}
          onChange={setLanguage}
          aria-label={t("call.reproduce")}
        />
      </div>
      <Code value={reproduce(language, call)} label={t("call.reproduce")} />
    </div>
  );
}

/** The last calls of an app: each with its answer, the sentence that explains it, and the code that repeats it. */
export function Requests({ app }: { app: AppInfo }) {
  const { t } = useTranslation("console");
  const [failed, setFailed] = useState(false);
  const [live, setLive] = useState(true);
  const [chosen, setChosen] = useState<number>();
  const { data, error, refetch } = useQuery({
    queryKey: ["requests", app.appKey],
    queryFn: () => fetchRequests(app.appKey),
    refetchInterval: live ? REFETCH_MILLIS : false,
    retry: false,
  });
  const bad = data?.filter((call) => grade(call) !== "fine") ?? [];
  const shown = failed ? bad : (data ?? []);
  const call = shown.find((one) => one.at === chosen) ?? shown[0];
  return (
    <section className="oc-inspector" aria-label={t("call.title")}>
      <div className="oc-call-list">
        <div className="oc-filters">
          <strong>{t("call.title")}</strong>
          <span className="ob-grow" />
          <Segmented
            size="small"
            aria-label={t("call.title")}
            value={failed ? "failed" : "all"}
            onChange={(value) => setFailed(value === "failed")}
            options={[
              { value: "all", label: t("call.all") },
              { value: "failed", label: `${t("call.failed")} ${bad.length}` },
            ]}
          />
          <Button
            size="small"
            type="text"
            aria-pressed={live}
            aria-label={t("call.live")}
            title={t("call.live")}
            icon={<Icon name="play" size="small" filled={live} />}
            onClick={() => setLive(!live)}
          />
        </div>
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={34} />
        ) : shown.length === 0 ? (
          <EmptyState title={t("call.none")}>{t("call.noneMore")}</EmptyState>
        ) : (
          <ul className="ob-scroll">
            {shown.map((one) => (
              <li key={`${one.at}-${one.requestId}`}>
                <button
                  type="button"
                  className="oc-call-row"
                  aria-current={one === call}
                  onClick={() => setChosen(one.at)}
                >
                  <span className="ob-mono ob-3 oc-method">{one.method}</span>
                  <span className="ob-mono ob-ell ob-grow">{one.path}</span>
                  <span className="oc-code-tag" data-grade={grade(one)}>
                    {code(one)}
                  </span>
                  <span className="ob-3 ob-sm oc-millis">{one.millis} ms</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {call && <Detail app={app} call={call} />}
    </section>
  );
}
