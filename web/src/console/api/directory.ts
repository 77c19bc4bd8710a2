// Departments and people as the administrator's pages read them.

import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { read } from "./own";
import { MEMBERS_PAGE, Rows } from "./rows";
import type { Choices, DepartmentHit, DepartmentPage, Member, MemberPage, PersonPage } from "./types";

export const ROOT = 1;
/** Stands above the topmost departments that are administered. */
export const TOP = 0;
export const BRANCHES_PAGE = 200;
/** Browsers cannot show a page that is higher than some 33 million pixels. */
export const ROWS_MAX = 800_000;

export interface MemberFilter {
  deptId?: number;
  recursive?: boolean;
  state?: string;
  q?: string;
  sort?: string;
}

export const departmentKey = (deptId: number) => ["departments", deptId] as const;

export function fetchDepartment(deptId: number, offset = 0, signal?: AbortSignal): Promise<DepartmentPage> {
  return read(`console/departments/${deptId}`, { size: BRANCHES_PAGE, offset }, signal);
}

/** Departments to choose among, below one of them: for whoever grants something, whatever the modules. */
export function fetchChoices(deptId: number, offset = 0, signal?: AbortSignal): Promise<Choices> {
  return read(`console/picker/departments/${deptId}`, { size: BRANCHES_PAGE, offset }, signal);
}

/** The same by any part of a name. */
export async function searchChoices(q: string, signal?: AbortSignal): Promise<DepartmentHit[]> {
  const asked = { q, size: 20 };
  return (await read<{ departments: DepartmentHit[] }>("console/picker/departments", asked, signal)).departments;
}

/** A department with the first of those directly below. */
export function useDepartment(deptId: number | undefined) {
  return useQuery({
    queryKey: departmentKey(deptId ?? -1),
    queryFn: ({ signal }) => fetchDepartment(deptId ?? ROOT, 0, signal),
    enabled: deptId !== undefined,
  });
}

/** The topmost departments that are administered. */
export function useTop() {
  return useDepartment(TOP);
}

export function useDepartmentSearch(q: string) {
  return useQuery({
    queryKey: ["departmentSearch", q],
    queryFn: ({ signal }) => searchDepartments(q, signal),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
}

export async function searchDepartments(q: string, signal?: AbortSignal): Promise<DepartmentHit[]> {
  const answer = await read<{ departments: DepartmentHit[] }>("console/departments", { q, size: 20 }, signal);
  return answer.departments;
}

export function fetchMembers(filter: MemberFilter, offset = 0, signal?: AbortSignal): Promise<MemberPage> {
  return read("console/members", { ...filter, offset, size: MEMBERS_PAGE }, signal);
}

/** Rows of a table of people: those of the pages that are asked for, and how many there are. */
export function useMembers(filter: MemberFilter, pages: readonly number[]) {
  const asked = [...new Set([0, ...pages])];
  const key = asked.join();
  const combine = useCallback(
    (answers: UseQueryResult<MemberPage>[]) => {
      const [page] = answers;
      const first = page && {
        error: page.error,
        isPending: page.isPending,
        isPlaceholderData: page.isPlaceholderData,
        refetch: page.refetch,
      };
      const rows = new Rows(key.split(",").map((page, at) => [Number(page), answers[at]?.data?.members ?? []]));
      return {
        rows,
        rowCount: Math.min(page?.data?.rowCount ?? 0, ROWS_MAX),
        counts: page?.data?.counts,
        first,
        pending: page?.data?.pending,
      };
    },
    [key],
  );
  return useQueries({
    queries: asked.map((page) => ({
      queryKey: ["members", filter, page],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchMembers(filter, page * MEMBERS_PAGE, signal),
      placeholderData: page === 0 ? keepPreviousData : undefined,
    })),
    combine,
  });
}

export async function searchPeople(q: string, signal?: AbortSignal): Promise<Member[]> {
  return (await read<{ people: Member[] }>("console/search", { q }, signal)).people;
}

export const personKey = (userId: string) => ["person", userId] as const;

export async function fetchPerson(userId: string, signal?: AbortSignal): Promise<PersonPage> {
  const person = await read<PersonPage>(`console/people/${encodeURIComponent(userId)}`, {}, signal);
  // The last step of a way is the department itself.
  const departments = person.departments.map((seat) => ({
    ...seat,
    name: seat.path.at(-1)?.name ?? String(seat.deptId),
  }));
  return { ...person, departments };
}

export function usePerson(userId: string | undefined) {
  return useQuery({
    queryKey: personKey(userId ?? ""),
    queryFn: ({ signal }) => fetchPerson(userId ?? "", signal),
    enabled: !!userId,
    placeholderData: keepPreviousData,
  });
}
