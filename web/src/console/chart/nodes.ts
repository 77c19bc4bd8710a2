// What the chart shows: departments with their heads, or people with those who report to them.

import { useQueries, useQuery } from "@tanstack/react-query";
import { idOf } from "../../shared/api/exact";
import { departmentKey, fetchDepartment, fetchPerson, personKey, TOP } from "../api/directory";
import type { Branch, DepartmentPage, PersonPage } from "../api/types";
import type { ChartNode } from "./layout";

export type View = "departments" | "people";

/** A line longer than this is a mistake in the data, or a circle. */
const LINE_MAX = 12;

interface Words {
  vacant: string;
  direct: (count: number) => string;
}

function department(branch: Branch, page: DepartmentPage | undefined, words: Words): ChartNode {
  const [head] = page?.leaders ?? [];
  return {
    id: String(branch.deptId),
    name: branch.name,
    second: head?.name ?? (branch.hasLeaders ? "" : words.vacant),
    head,
    vacant: !branch.hasLeaders,
    count: branch.memberCount,
    direct: branch.directMemberCount,
    childCount: branch.childCount,
  };
}

function person(one: PersonPage): ChartNode {
  return {
    id: one.userId,
    name: one.name ?? one.userId,
    second: one.title,
    head: one,
    count: one.reportCount,
    childCount: one.reportCount,
  };
}

/** The boxes of departments: pages of those that are shown, for their heads and for those below. */
export function useDepartmentNodes(open: ReadonlySet<string>, on: boolean, words: Words) {
  const top = useQuery({
    queryKey: departmentKey(TOP),
    queryFn: ({ signal }) => fetchDepartment(TOP, 0, signal),
    enabled: on,
  });
  const first = top.data?.departments[0];
  const asked = on && first ? [String(first.deptId), ...open] : [];
  const known = useQueries({
    queries: [...new Set(asked)].map((id) => ({
      queryKey: departmentKey(idOf(id)),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchDepartment(idOf(id), 0, signal),
      retry: false,
    })),
  });
  const pages = new Map(
    known.flatMap(({ data }) => (data?.department ? [[String(data.department.deptId), data] as const] : [])),
  );
  // Their heads, for those that are shown and closed.
  const shown = [...open].flatMap((id) => pages.get(id)?.departments ?? []);
  const heads = useQueries({
    queries: (on ? shown : [])
      .filter((branch) => branch.hasLeaders && !pages.has(String(branch.deptId)))
      .map((branch) => ({
        queryKey: departmentKey(branch.deptId),
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchDepartment(branch.deptId, 0, signal),
        retry: false,
      })),
  });
  for (const { data } of heads) if (data?.department) pages.set(String(data.department.deptId), data);
  const node = (branch: Branch) => department(branch, pages.get(String(branch.deptId)), words);
  return {
    root: first && node(pages.get(String(first.deptId))?.department ?? first),
    children: (id: string) => pages.get(id)?.departments.map(node),
    error: top.error,
    retry: top.refetch,
  };
}

/** The topmost manager above somebody. */
async function topOf(userId: string): Promise<string> {
  const seen = new Set<string>();
  let at = userId;
  for (let step = 0; step < LINE_MAX && !seen.has(at); step++) {
    seen.add(at);
    const { manager } = await fetchPerson(at);
    if (!manager) return at;
    at = manager.userId;
  }
  return userId;
}

/** The boxes of people, from the top of somebody's line. */
export function usePeopleNodes(from: string, open: ReadonlySet<string>, on: boolean) {
  const top = useQuery({ queryKey: ["topOf", from], queryFn: () => topOf(from), enabled: on, retry: false });
  const asked = on && top.data ? [...new Set([top.data, ...open])] : [];
  const known = useQueries({
    queries: asked.map((id) => ({
      queryKey: personKey(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchPerson(id, signal),
      retry: false,
    })),
  });
  const people = new Map(known.flatMap(({ data }) => (data ? [[data.userId, data] as const] : [])));
  // Whether somebody has reports is known when the own page is there.
  const shown = [...people.values()].flatMap((one) => one.reports.map((report) => report.userId));
  const more = useQueries({
    queries: shown
      .filter((id) => !people.has(id))
      .map((id) => ({
        queryKey: personKey(id),
        queryFn: ({ signal }: { signal: AbortSignal }) => fetchPerson(id, signal),
        retry: false,
      })),
  });
  for (const { data } of more) if (data) people.set(data.userId, data);
  const root = top.data ? people.get(top.data) : undefined;
  const failed = known.find((answer) => answer.error);
  return {
    root: root && person(root),
    children: (id: string) =>
      people.get(id)?.reports.map((report): ChartNode => {
        const whole = people.get(report.userId);
        return whole
          ? person(whole)
          : {
              id: report.userId,
              name: report.name ?? report.userId,
              second: report.title,
              head: report,
              childCount: 0,
            };
      }),
    error: top.error ?? (root ? null : failed?.error),
    retry: () => (failed ?? top).refetch(),
  };
}
