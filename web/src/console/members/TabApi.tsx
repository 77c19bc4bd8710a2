import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../shared/api/client";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { contact } from "../api/own";
import { Code } from "../parts/Code";
import type { TabProps } from "./TabProfile";

/** What the API answers about a person, in both generations. */
export function TabApi({ person }: TabProps) {
  const { t } = useTranslation("console");
  const [generation, setGeneration] = useState<"legacy" | "new">("legacy");
  const asks = {
    legacy: {
      line: "POST /topapi/v2/user/get",
      run: () => call<{ result?: unknown }>("POST", "/topapi/v2/user/get", { userid: person.userId }),
    },
    new: {
      line: "GET /v1.0/contact/users/batch/get",
      run: () => contact("GET", "users/batch/get", undefined, { userIdList: person.userId }),
    },
  } as const;
  const ask = asks[generation];
  const { data, error, refetch } = useQuery({
    queryKey: ["raw", generation, person.userId],
    queryFn: () => ask.run() as Promise<unknown>,
  });
  return (
    <section className="oc-group">
      <Segmented
        size="small"
        aria-label={t("inspector.generation")}
        options={[
          { value: "legacy", label: "topapi/v2" },
          { value: "new", label: "v1.0/contact" },
        ]}
        value={generation}
        onChange={setGeneration}
      />
      <p className="ob-mono ob-sm ob-3 oc-hint">{ask.line}</p>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : data ? (
        <Code value={data} />
      ) : (
        <SkeletonRows rows={4} height={24} />
      )}
    </section>
  );
}
