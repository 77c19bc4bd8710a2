import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { call } from "../shared/api/client";
import { sentence } from "../shared/api/errors";
import { Icon } from "../shared/components/Icon";
import { ErrorState, SkeletonRows } from "../shared/components/states";
import { browserOf } from "./agent";

interface Listed {
  sessionId: string;
  current: boolean;
  beganAt: number;
  usedAt: number;
  from: string;
  agent: string;
}

const PATH = "/v1.0/orgbook/sessions";

/** Where one is signed in, and the way out of each. */
export function Sessions() {
  const { t, i18n } = useTranslation("account");
  const queries = useQueryClient();
  const listed = useQuery({
    queryKey: ["sessions"],
    queryFn: () => call<{ sessions: Listed[] }>("GET", PATH),
    retry: false,
  });
  const end = useMutation({
    mutationFn: (id: string) => call("DELETE", `${PATH}/${encodeURIComponent(id)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <section className="ac-block" aria-labelledby="ac-sessions">
      <h2 id="ac-sessions">{t("security.sessions.title")}</h2>
      {listed.isPending && <SkeletonRows rows={2} />}
      {listed.isError && <ErrorState error={listed.error} retry={listed.refetch} />}
      <ul className="ac-sessions">
        {listed.data?.sessions.map((each) => {
          const name = browserOf(each.agent) ?? t("security.sessions.unknown");
          return (
            <li key={each.sessionId}>
              <span className="ob-grow">
                <strong className="ob-ell">{name}</strong>
                <span className="ob-3 ob-sm">
                  {each.from} · {t("security.sessions.used", { at: day.format(each.usedAt) })}
                </span>
              </span>
              {each.current ? (
                <span className="ac-here">
                  <Icon name="check" size="small" /> {t("security.sessions.here")}
                </span>
              ) : (
                <Button
                  onClick={() => end.mutate(each.sessionId)}
                  loading={end.isPending && end.variables === each.sessionId}
                  aria-label={t("security.sessions.endOf", { name })}
                >
                  {t("security.sessions.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <div role="alert" className="ac-error">
        {end.isError && sentence(end.error)}
      </div>
    </section>
  );
}
