import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { signInPath, useSession } from "../shared/api/session";
import { ErrorState, SkeletonRows } from "../shared/components/states";
import { ChangePassword } from "./ChangePassword";
import { Frame } from "./Frame";
import { SecondFactorSection } from "./SecondFactorSection";
import { Sessions } from "./Sessions";
import { safe } from "./safe";

/** How one signs in: the second factor, the password, and where one is signed in. */
export function Component() {
  const { t } = useTranslation("account");
  const session = useSession();
  const [address] = useSearchParams();
  const to = safe(address.get("to"));
  const state = session.data?.state;
  useEffect(() => {
    document.title = t("security.documentTitle");
  }, [t]);
  if (state && state !== "signedIn") return <Navigate to={signInPath()} replace />;
  return (
    <Frame>
      {session.isPending && <SkeletonRows rows={6} />}
      {session.isError && <ErrorState error={session.error} retry={session.refetch} />}
      {session.data && (
        <div className="ac-security">
          <header>
            <h1>{t("security.title")}</h1>
            <p className="ob-2">{session.data.name}</p>
          </header>
          {session.data.secondFactor && <SecondFactorSection state={session.data.secondFactor} to={to} />}
          <ChangePassword />
          <Sessions />
          <a className="ac-back" href={to}>
            {t("security.back")}
          </a>
        </div>
      )}
    </Frame>
  );
}
