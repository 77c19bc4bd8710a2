import { lazy, Suspense, useEffect } from "react";
import { Navigate } from "react-router";
import { isSignedOut } from "../shared/api/errors";
import { signInPath, useSession } from "../shared/api/session";
import { ErrorState } from "../shared/components/states";
import { useNarrow } from "../shared/components/useNarrow";
import "./contacts.css";
import { HereProvider } from "./context";
import { useMe } from "./data";
import { startOffline } from "./offline";

const Desktop = lazy(() => import("./desktop/index"));
const Phone = lazy(() => import("./phone/index"));

/** The contacts app: three panes on a wide window, pages on a phone. */
export function Component() {
  const session = useSession();
  const narrow = useNarrow();
  const me = useMe();
  useEffect(startOffline, []);
  if (session.isPending || me.isPending) return <Waiting />;
  const state = session.data?.state;
  if ((state && state !== "signedIn") || isSignedOut(me.error)) return <Navigate to={signInPath()} replace />;
  if (!me.data) return <ErrorState error={me.error} retry={me.refetch} />;
  return (
    <HereProvider me={me.data} session={session.data ?? { state: "signedIn" }}>
      <Suspense fallback={<Waiting />}>{narrow ? <Phone /> : <Desktop />}</Suspense>
    </HereProvider>
  );
}

/** The same as the page shows before the application has started, so that nothing jumps. */
function Waiting() {
  return (
    <div className="ob-shell" aria-hidden="true">
      <div className="ob-shell-rail">
        <img className="ob-shell-logo" src="/icons/orgbook.svg" alt="" width="28" height="28" />
      </div>
      <div className="ob-shell-sheet" />
    </div>
  );
}
