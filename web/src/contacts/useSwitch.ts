import { useNavigate } from "react-router";
import { call } from "../shared/api/client";
import { signOut, useSessionChanged } from "../shared/api/session";
import { useHere } from "./context";
import { exchange, forgetAll } from "./kept";

/** The organizations of whoever looks, going to another one, and leaving. */
export function useSwitch() {
  const { me, session, kept } = useHere();
  const changed = useSessionChanged();
  const navigate = useNavigate();
  const organizations = session.organizations?.length ? session.organizations : me.organizations;
  const change = async (corpId: string) => {
    if (corpId === me.corpId) return;
    await call("POST", "/v1.0/orgbook/session/organization", { corpId });
    await changed();
    navigate("/contacts");
  };
  const leave = async () => {
    // What the server was not told yet would be lost; without it one signs out all the same.
    if (kept.pending.length > 0) await exchange(kept.key).catch(() => undefined);
    forgetAll();
    await signOut();
  };
  const manages = (session.admin?.kind ?? me.admin.kind) !== "none";
  return { organizations, change, leave, manages };
}
