// What the contacts app asks the server.

import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { api, got } from "../shared/api/client";
import { isAbsent } from "../shared/api/errors";

export const ROOT_ID = 1;
const PAGE_SIZE = 100;
/** Managers of managers, as many as a card shows. */
const LINE_MAX = 8;

export function useMe() {
  return useQuery({ queryKey: ["me"], queryFn: () => got(api.GET("/v1.0/orgbook/me", {})) });
}

export type Me = NonNullable<ReturnType<typeof useMe>["data"]>;

function departmentPage(deptId: number, cursor: string | undefined) {
  const query = { size: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
  return got(api.GET("/v1.0/orgbook/departments/{deptId}", { params: { path: { deptId }, query } }));
}

export type DepartmentPage = Awaited<ReturnType<typeof departmentPage>>;
export type Person = DepartmentPage["members"][number];
export type Branch = DepartmentPage["departments"][number];

/** A department: its first page tells of the departments below, all pages together of its people. */
export function useDepartment(deptId: number) {
  return useInfiniteQuery({
    queryKey: ["department", deptId],
    queryFn: ({ pageParam }) => departmentPage(deptId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The first page of a department, for what needs no more. */
export function useBranch(deptId: number | undefined, enabled = true) {
  return useQuery({
    queryKey: ["branch", deptId],
    queryFn: () => departmentPage(deptId ?? ROOT_ID, undefined),
    enabled: enabled && deptId !== undefined,
  });
}

function profile(userId: string) {
  return got(api.GET("/v1.0/orgbook/people/{userId}", { params: { path: { userId } } }));
}

export type Profile = Awaited<ReturnType<typeof profile>>;

/** Somebody's page as a query, which others may fetch ahead. */
export const profileQuery = (userId: string) => ({
  queryKey: ["person", userId] as const,
  queryFn: () => profile(userId),
});

export function useProfile(userId: string | undefined) {
  return useQuery({
    ...profileQuery(userId ?? ""),
    enabled: userId !== undefined,
    retry: (count, error) => count < 1 && !isAbsent(error),
  });
}

/** Several pages at once. */
export function useProfiles(userIds: readonly string[]) {
  return useQueries({ queries: userIds.map(profileQuery) });
}

/** Who leads to somebody, from the top; it goes on until a manager may not be seen. */
export function useLine(of: Profile | undefined) {
  return useQuery({
    queryKey: ["line", of?.userId, of?.manager?.userId],
    enabled: Boolean(of),
    queryFn: async ({ client }) => {
      const line: Person[] = [];
      const seen = new Set([of?.userId]);
      let next = of?.manager;
      while (next && line.length < LINE_MAX && !seen.has(next.userId)) {
        line.unshift(next);
        seen.add(next.userId);
        const page = await client
          .fetchQuery({ ...profileQuery(next.userId), staleTime: 60_000 })
          .catch(() => undefined);
        next = page?.manager;
      }
      return line;
    },
  });
}

/** Organizations that take part in one's own: each hangs at a department, which is the root of what is theirs. */
export function usePartners() {
  return useQuery({
    queryKey: ["partners"],
    queryFn: () => got(api.GET("/v1.0/orgbook/partners", {})),
    select: (answer) => answer.partners,
  });
}

/** Tells of a path whether it leads into an organization that takes part. */
export function usePartnerOf() {
  const { data } = usePartners();
  return (path: readonly { deptId: number }[]) =>
    data?.find((partner) => path.some((step) => step.deptId === partner.deptId));
}

function industryPage(deptId: number, cursor: string | undefined) {
  const query = { size: PAGE_SIZE, ...(cursor ? { cursor } : {}) };
  return got(api.GET("/v1.0/orgbook/industry/{deptId}", { params: { path: { deptId }, query } }));
}

/** A department of the industry tree, as far as one may see it. */
export function useIndustry(deptId: number) {
  return useInfiniteQuery({
    queryKey: ["industry", deptId],
    queryFn: ({ pageParam }) => industryPage(deptId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Whether there is anything of it to see. */
export function useHasIndustry(): boolean {
  return (useIndustry(ROOT_ID).data?.pages[0]?.departments.length ?? 0) > 0;
}

export type SearchKind = "all" | "people" | "departments" | "external";

function searched(q: string, kind: SearchKind, cursor: string | undefined, signal: AbortSignal) {
  const kinds = kind === "all" ? "people,departments" : kind;
  const query = { q, kind: kinds, size: 50, ...(cursor ? { cursor } : {}) };
  return got(api.GET("/v1.0/orgbook/search", { params: { query }, signal }));
}

export type SearchPage = Awaited<ReturnType<typeof searched>>;
export type FoundPerson = SearchPage["people"][number];
export type FoundDepartment = SearchPage["departments"][number];

/** Hits for what is typed. The old ones stay until the new ones are there; an older request is given up. */
export function useSearch(q: string, kind: SearchKind) {
  return useInfiniteQuery({
    queryKey: ["search", q, kind],
    queryFn: async ({ pageParam, signal }) => {
      const began = performance.now();
      const page = await searched(q, kind, pageParam, signal);
      return { ...page, millis: Math.max(1, Math.round(performance.now() - began)) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: q !== "" && kind !== "external",
    placeholderData: keepPreviousData,
  });
}

function outside(q: string, cursor: string | undefined, signal: AbortSignal) {
  const query = { size: 50, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) };
  return got(api.GET("/v1.0/orgbook/external-contacts", { params: { query }, signal }));
}

export type ExternalContact = Awaited<ReturnType<typeof outside>>["contacts"][number];

/** External contacts whom one follows or who are shared with one; with a text, those who have it. */
export function useExternal(q = "", enabled = true) {
  return useInfiniteQuery({
    queryKey: ["external", q],
    queryFn: ({ pageParam, signal }) => outside(q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    placeholderData: keepPreviousData,
  });
}
