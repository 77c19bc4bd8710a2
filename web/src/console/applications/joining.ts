// How people may come: the switches, and what leads in.

import { useQuery } from "@tanstack/react-query";
import { own, read } from "../api/own";

export const FLAGS = [
  "inviteSwitch",
  "linkInvite",
  "orgApplyCodeInvite",
  "searchNameInvite",
  "audit",
  "membersMayInvite",
  "membersMayLeave",
] as const;
/** Those that count whether or not the organization takes members. */
export const ALWAYS: readonly string[] = ["inviteSwitch", "audit", "membersMayLeave"];
export type JoinSettings = Record<(typeof FLAGS)[number], boolean> & {
  organizationCode: string;
  inviteUrl?: string;
  inviteQrSvg?: string;
};

/** How people may come; told to whoever administers the whole organization. */
export function useJoining(asks = true) {
  return useQuery({
    queryKey: ["joining"],
    enabled: asks,
    queryFn: () => read<JoinSettings>("console/invitations/settings"),
  });
}

export const putJoining = (fields: Partial<JoinSettings> | { resetLinks: true }) => () =>
  own("PUT", "console/invitations/settings", fields);
