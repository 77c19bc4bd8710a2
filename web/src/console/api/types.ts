// What the console's pages show. The answers of the server come into these shapes in `directory.ts`.

import type { AdminKind } from "../../shared/api/session";

export interface Ref {
  userId: string;
  name?: string;
  avatar?: string;
}

export interface DeptRef {
  deptId: number;
  name: string;
}

/** A department as a row of the tree. */
export interface Branch extends DeptRef {
  parentId?: number;
  /** Smaller stands higher. */
  order: number;
  childCount: number;
  memberCount: number;
  directMemberCount: number;
  hidden: boolean;
  limited: boolean;
  hasLeaders: boolean;
  mirrored: boolean;
}

export interface DepartmentPage {
  /** Absent above the topmost departments that are administered. */
  department?: Branch;
  path: DeptRef[];
  leaders: Ref[];
  departments: Branch[];
  rowCount: number;
}

/** What a picker lists below a department. */
export interface Choices {
  /** Absent above the topmost departments that are administered. */
  department?: DeptRef;
  path: DeptRef[];
  departments: (DeptRef & { childCount: number; memberCount: number })[];
  rowCount: number;
}

export interface DepartmentHit extends DeptRef {
  path: DeptRef[];
}

export const FILTERS = ["all", "active", "notActivated", "disabled", "pending", "leader", "unmanaged"] as const;
export type Filter = (typeof FILTERS)[number] | "executive" | "account";
export type Counts = Record<(typeof FILTERS)[number], number>;
export type AccountKind = "normal" | "sso" | "builtIn";

export interface Member extends Ref {
  title?: string;
  mobile?: string;
  email?: string;
  jobNumber?: string;
  departments: DeptRef[];
  leader: boolean;
  active: boolean;
  disabled: boolean;
  protected: boolean;
  hideMobile: boolean;
  mirrored: boolean;
  adminKind: AdminKind;
  accountKind: AccountKind;
  /** In the department that is looked at: larger stands higher. */
  order?: number;
}

export interface MemberPage {
  members: Member[];
  rowCount: number;
  counts: Counts;
  /** With the filter `pending`: who has applied to become a member. */
  pending?: Pending[];
}

export interface Pending {
  applicationId: string;
  name: string;
  mobile: string;
  department?: DeptRef;
  appliedAt: number;
}

export interface Seat extends DeptRef {
  path: DeptRef[];
  title?: string;
  order?: number;
  leader?: boolean;
  main?: boolean;
}

export interface RoleRef {
  roleId: number;
  name: string;
  groupName: string;
  builtIn: boolean;
}

/** Somebody, whole. */
export interface PersonPage extends Ref {
  unionId: string;
  mobile?: string;
  hideMobile: boolean;
  telephone?: string;
  email?: string;
  orgEmail?: string;
  jobNumber?: string;
  title?: string;
  workPlace?: string;
  remark?: string;
  /** As `2026-01-31`. */
  hiredDate?: string;
  departments: Seat[];
  /** Whether there are departments that are not administered here. */
  elsewhere: boolean;
  roles: RoleRef[];
  manager?: Ref & { title?: string };
  reports: (Ref & { title?: string })[];
  reportCount: number;
  extension: { name: string; value: string }[];
  protected: boolean;
  active: boolean;
  createdAt: number;
  account: {
    kind: AccountKind;
    loginId?: string;
    disabled: boolean;
    reason?: string;
    ownerName?: string;
    mobile?: string;
  };
  adminKind: AdminKind;
  mirroredFrom: string[];
}

export type MemberState = "active" | "inactive" | "disabled";

/** The one word for the state of somebody. */
export function stateOf(one: { active: boolean; disabled?: boolean; account?: { disabled: boolean } }): MemberState {
  if (one.disabled || one.account?.disabled) return "disabled";
  return one.active ? "active" : "inactive";
}
