import { createContext, type PropsWithChildren, use } from "react";
import type { Session } from "../shared/api/session";
import type { Me } from "./data";
import { useKept } from "./kept";
import { useExchange } from "./useExchange";

export interface Here {
  me: Me;
  session: Session;
  organization: string;
  kept: ReturnType<typeof useKept>;
}

const Context = createContext<Here | null>(null);

/** Who looks, at which organization, and whom he keeps. */
export function useHere(): Here {
  const here = use(Context);
  if (!here) throw new Error("outside of the contacts app");
  return here;
}

export function HereProvider({ me, session, children }: PropsWithChildren<{ me: Me; session: Session }>) {
  const kept = useKept(me.corpId, me.userId);
  useExchange(kept);
  const organization = me.organizations.find((each) => each.corpId === me.corpId)?.name ?? "";
  return <Context value={{ me, session, organization, kept }}>{children}</Context>;
}
