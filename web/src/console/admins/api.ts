// Who administers, and the groups in which they do it together.

import { useQuery } from "@tanstack/react-query";
import type { AdminKind } from "../../shared/api/session";
import { own, read } from "../api/own";
import type { DeptRef } from "../api/types";

export interface Admin {
  userId: string;
  name: string;
  kind: Exclude<AdminKind, "none">;
  departments: DeptRef[];
  modules: string[];
  appIds?: number[];
  /** Of which the power comes. */
  group?: { groupId: number; name: string };
}

export interface Group {
  groupId: number;
  name: string;
  members: { memberId: string; memberType: "user"; name: string }[];
  scope: { scopeType: "organization" | "departments"; departments: DeptRef[] };
  modules: string[];
  appIds: number[];
  /** Who made a secondary one. */
  maker?: { userId: string; name: string };
  changeable: boolean;
}

export interface MayGive {
  /** Absent for the whole organization. */
  departments?: DeptRef[];
  modules: string[];
  apps: { agentId: number; name: string }[];
}

/** A group as it is given. */
export interface GivenGroup {
  name: string;
  members: { memberId: string }[];
  scope: { scopeType: "organization" | "departments"; deptIds: number[] };
  modules: string[];
  appIds: number[];
}

const GROUPS = "console/management-groups";

export function useGroups() {
  return useQuery({
    queryKey: ["managementGroups"],
    queryFn: () => read<{ groups: Group[]; mayGive?: MayGive }>(GROUPS),
  });
}

export const addGroup = (group: GivenGroup) => own<Group>("POST", GROUPS, group);
export const changeGroup = (id: number, group: GivenGroup) => own<Group>("PUT", `${GROUPS}/${id}`, group);
export const removeGroup = (id: number) => own("DELETE", `${GROUPS}/${id}`);

/** A stored group as it would be given again. */
export function givenOf(group: Group): GivenGroup {
  const { name, modules, appIds, scope } = group;
  return {
    name,
    modules,
    appIds,
    members: group.members.map(({ memberId }) => ({ memberId })),
    scope: { scopeType: scope.scopeType, deptIds: scope.departments.map((one) => one.deptId) },
  };
}
