// Roles in their groups, and who holds one.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { legacy } from "./own";

export interface RoleGroup {
  groupId: number;
  name: string;
  roles: { id: number; name: string }[];
}

export interface Holder {
  userid: string;
  name: string;
  manageScopes?: { dept_id: number; name: string }[];
}

const PAGE = 200;

async function everyGroup(): Promise<RoleGroup[]> {
  const found: RoleGroup[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await legacy<{ hasMore: boolean; list: RoleGroup[] }>("/topapi/role/list", { size: PAGE, offset });
    for (const group of page.list) {
      const before = found.find((other) => other.groupId === group.groupId);
      if (before) before.roles.push(...group.roles);
      else found.push({ ...group, roles: [...group.roles] });
    }
    if (!page.hasMore) return found;
  }
}

export const ROLES = { queryKey: ["roles"], queryFn: everyGroup };

export function useRoleGroups() {
  return useQuery(ROLES);
}

export function useHolders(roleId: number | undefined) {
  return useInfiniteQuery({
    queryKey: ["holders", roleId],
    queryFn: ({ pageParam }) =>
      legacy<{ hasMore: boolean; list: Holder[]; nextCursor?: number }>("/topapi/role/simplelist", {
        role_id: roleId,
        size: PAGE,
        offset: pageParam,
      }),
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => (page.hasMore ? (page.nextCursor ?? offset + PAGE) : undefined),
    enabled: roleId !== undefined,
  });
}
