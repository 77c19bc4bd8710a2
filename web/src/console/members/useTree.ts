// The departments that are open, as one list of rows.

import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { readJson, writeJson } from "../../shared/api/exact";
import { BRANCHES_PAGE, departmentKey, fetchDepartment, TOP } from "../api/directory";
import type { Branch, DepartmentPage } from "../api/types";

const KEPT = "ob-tree";
/** Rows that stand for departments on their way. */
const SKELETONS = 3;

export type TreeRow =
  | {
      kind: "node";
      key: string;
      branch: Branch;
      parentId: number;
      depth: number;
      open: boolean;
      size: number;
      place: number;
    }
  | { kind: "loading"; key: string; depth: number }
  | { kind: "more"; key: string; depth: number; parentId: number };

function kept(): number[] {
  try {
    return readJson(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

/** Rows of the tree; what is open is kept on this device. */
export function useTree() {
  const [opened, setOpened] = useState(() => new Set<number>([TOP, ...kept()]));
  const [pages, setPages] = useState<Record<number, number>>({});
  const ids = useMemo(() => [...opened], [opened]);
  const answers = useQueries({
    queries: ids.map((deptId) => ({
      // The first page is also what the page of that department shows: it is fetched once for both.
      queryKey: pages[deptId] ? [...departmentKey(deptId), "pages", pages[deptId]] : departmentKey(deptId),
      queryFn: ({ signal }: { signal: AbortSignal }) => pagesOf(deptId, pages[deptId] ?? 1, signal),
      retry: false,
      placeholderData: (before: DepartmentPage | undefined) => before,
    })),
  });
  const found = new Map(ids.map((deptId, at) => [deptId, answers[at]]));
  const open = useCallback((deptId: number, on: boolean) => {
    setOpened((before) => {
      const next = new Set(before);
      if (on) next.add(deptId);
      else next.delete(deptId);
      localStorage.setItem(KEPT, writeJson([...next].slice(-200)));
      return next;
    });
  }, []);
  const more = useCallback((deptId: number) => {
    setPages((before) => ({ ...before, [deptId]: (before[deptId] ?? 1) + 1 }));
  }, []);
  const rows: TreeRow[] = [];
  // While a department moves, the one it leaves and the one it joins may both have it: answers come one after the other.
  const listed = new Set<number>();
  const list = (parentId: number, depth: number) => {
    const page = found.get(parentId)?.data;
    if (!page) {
      for (let at = 0; at < SKELETONS; at++) rows.push({ kind: "loading", key: `${parentId}-${at}`, depth });
      return;
    }
    page.departments.forEach((branch, at) => {
      if (listed.has(branch.deptId)) return;
      listed.add(branch.deptId);
      const isOpen = opened.has(branch.deptId) && branch.childCount > 0;
      const key = String(branch.deptId);
      rows.push({ kind: "node", key, branch, parentId, depth, open: isOpen, size: page.rowCount, place: at + 1 });
      if (isOpen) list(branch.deptId, depth + 1);
    });
    if (page.departments.length < page.rowCount) rows.push({ kind: "more", key: `${parentId}-more`, depth, parentId });
  };
  const top = found.get(TOP);
  list(TOP, 0);
  // A single topmost department is open from the start.
  const only = top?.data?.departments.length === 1 ? top.data.departments[0]?.deptId : undefined;
  useEffect(() => {
    if (only !== undefined) open(only, true);
  }, [only, open]);
  return { rows, open, more, error: top?.error, pending: top?.isPending, retry: top?.refetch };
}

/** The first so many pages of a department, as one. */
async function pagesOf(deptId: number, count: number, signal: AbortSignal): Promise<DepartmentPage> {
  const first = await fetchDepartment(deptId, 0, signal);
  const departments = [...first.departments];
  for (let at = 1; at < count && departments.length < first.rowCount; at++) {
    departments.push(...(await fetchDepartment(deptId, at * BRANCHES_PAGE, signal)).departments);
  }
  return { ...first, departments };
}
