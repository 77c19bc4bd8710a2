// Enterprise accounts: DingTalk's own calls for what is done with them, our own ones for who has one, and for what other organizations may do.

import { useQuery } from "@tanstack/react-query";
import { contact, own, read } from "../api/own";
import type { AccountKind, DeptRef, Ref } from "../api/types";

export const account = (verb: string, body: object) => contact("POST", `orgAccounts/${verb}`, body);

/** Somebody, and the account that the person has. */
export interface AccountRow extends Ref {
  title?: string;
  jobNumber?: string;
  departments: DeptRef[];
  kind: AccountKind;
  loginId?: string;
  active: boolean;
  disabled: boolean;
  /** Why it is disabled. */
  reason?: string;
  /** The organization that keeps it, where it is another one. */
  ownerName?: string;
}

export interface AccountsPage {
  accounts: AccountRow[];
  rowCount: number;
  counts: { all: number; disabled: number; none: number };
}

export const ACCOUNTS_PAGE = 50;

/** Accounts; those that are disabled; or people who have none. */
export const STATES = ["all", "disabled"] as const;
export type AccountState = (typeof STATES)[number] | "none";

export function fetchAccounts(
  asked: { state: AccountState; q?: string; offset: number },
  signal?: AbortSignal,
): Promise<AccountsPage> {
  return read("console/accounts", { ...asked, size: ACCOUNTS_PAGE }, signal);
}

interface Organization {
  corpId: string;
  /** Absent for one of which nothing but the id is known here. */
  name?: string;
}

/** What another organization may do with accounts of this one. */
export interface Grant extends Organization {
  everybody: boolean;
  departments: DeptRef[];
  departmentCount: number;
  showsMobile: boolean;
  showsStatus: boolean;
  /** How many accounts work there. */
  working: number;
}

/** Where else an account works, and what others may do with it. */
export interface Places {
  account: AccountRow;
  joined: (Organization & { userId: string })[];
  grants: (Organization & { mayJoin: boolean; showsMobile: boolean; showsStatus: boolean })[];
  dingTalkId?: string;
  dingTalkIdFixedUntil?: number;
}

/** What is said of a grant; what is not named may not be done. */
export interface Allowed {
  everybody: boolean;
  deptIds: number[];
  showsMobile: boolean;
  showsStatus: boolean;
}

export const SHOWN = ["showsMobile", "showsStatus"] as const;

export const NOTHING: Allowed = { everybody: false, deptIds: [], showsMobile: false, showsStatus: false };

export function allowedOf({ everybody, departments, showsMobile, showsStatus }: Grant): Allowed {
  return { everybody, deptIds: departments.map((one) => one.deptId), showsMobile, showsStatus };
}

/** Whether it allows something: one that allows nothing is none. */
export function allows({ everybody, deptIds, showsMobile, showsStatus }: Allowed): boolean {
  return everybody || deptIds.length > 0 || showsMobile || showsStatus;
}

export function allow(corpId: string, { deptIds, ...allowed }: Allowed): Promise<unknown> {
  return own("PUT", "console/account-grants", { corpId, ...allowed, deptIds: allowed.everybody ? [] : deptIds });
}

const pathOf = (corpId: string) => `console/account-grants/${encodeURIComponent(corpId)}`;

export function revoke(corpId: string): Promise<unknown> {
  return own("DELETE", pathOf(corpId));
}

export const GRANTS_PAGE = 50;

export interface GrantsPage {
  grants: Grant[];
  rowCount: number;
  linked: { corpId: string; name: string }[];
}

export function fetchGrants(offset: number): Promise<GrantsPage> {
  return read("console/account-grants", { offset, size: GRANTS_PAGE });
}

export function useGrant(corpId: string | undefined) {
  return useQuery({
    queryKey: ["accountGrants", corpId],
    queryFn: () => read<{ grant: Grant }>(pathOf(corpId ?? "")),
    enabled: !!corpId,
    retry: false,
  });
}

export function usePlaces(userId: string) {
  return useQuery({
    queryKey: ["accountPlaces", userId],
    queryFn: () => read<Places>(`console/people/${encodeURIComponent(userId)}/account`),
    retry: false,
  });
}

export function withdraw(userId: string, corpId: string): Promise<unknown> {
  const person = encodeURIComponent(userId);
  return own("DELETE", `console/people/${person}/account/joined/${encodeURIComponent(corpId)}`);
}
