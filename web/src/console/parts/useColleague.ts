// What tells a person in a title: for who administers people as he is, for others as everybody may see him.

import { useQuery } from "@tanstack/react-query";
import type { NamedPerson } from "../../shared/components/PersonName";
import { usePerson } from "../api/directory";
import { read } from "../api/own";
import { useMay } from "../shell/context";

type Colleague = NamedPerson & { jobNumber?: string };

/** Somebody of whom no more is known than stands on a page that everybody has. */
export function useColleague(userId: string | undefined): Colleague | undefined {
  const administers = useMay("contacts");
  const { data: person } = usePerson(administers ? userId : undefined);
  const { data: seen } = useQuery({
    queryKey: ["colleague", userId],
    queryFn: ({ signal }) => read<Colleague>(`people/${encodeURIComponent(userId ?? "")}`, {}, signal),
    enabled: !administers && !!userId,
    retry: false,
  });
  return administers ? person : seen;
}
