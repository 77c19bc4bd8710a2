// Names for ids: the API's rules hold ids, people read names.

import { useQueries } from "@tanstack/react-query";
import { useCallback } from "react";
import { idOf } from "../../shared/api/exact";
import { fetchChoices, fetchPerson } from "../api/directory";
import { read } from "../api/own";
import { useRoleGroups } from "../api/roles";
import { useMay } from "../shell/context";
import type { PickKind } from "./Picker";

const FRESH_MILLIS = 300_000;

/** The name as everybody is told it who may see the person. */
async function seenName(id: string): Promise<string> {
  return (await read<{ name?: string }>(`people/${encodeURIComponent(id)}`)).name ?? id;
}

/** Tells the name of somebody or something; its id until that is known, and where there is none. */
export function useNamed(ids: Partial<Record<PickKind, readonly (string | number)[]>>) {
  const roles = useRoleGroups();
  const administers = useMay("contacts");
  const asked = [
    ...(ids.person ?? []).map((id) => ({ kind: "person" as const, id: String(id) })),
    ...(ids.department ?? []).map((id) => ({ kind: "department" as const, id: String(id) })),
  ];
  const unique = [...new Map(asked.map((one) => [`${one.kind}:${one.id}`, one])).values()];
  const names = useQueries({
    queries: unique.map(({ kind, id }) => ({
      queryKey: ["name", kind, id],
      staleTime: FRESH_MILLIS,
      retry: false,
      queryFn: async () => {
        if (kind === "department") return (await fetchChoices(idOf(id))).department?.name ?? id;
        return administers ? ((await fetchPerson(id)).name ?? id) : seenName(id);
      },
    })),
  });
  const known = new Map(unique.map(({ kind, id }, at) => [`${kind}:${id}`, names[at]?.data]));
  for (const group of roles.data ?? []) for (const role of group.roles) known.set(`role:${role.id}`, role.name);
  // biome-ignore lint/correctness/useExhaustiveDependencies: made of what was answered
  return useCallback(
    (kind: PickKind, id: string | number) => known.get(`${kind}:${id}`) ?? String(id),
    [JSON.stringify([...known])],
  );
}
