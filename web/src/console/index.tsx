import i18next from "i18next";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, Route, Routes } from "react-router";
import { SESSION, signInPath, signOut, useSession } from "../shared/api/session";
import { EmptyState, ErrorState } from "../shared/components/states";
import { queries } from "../shared/Providers";
// One after the other: what narrow windows change comes last.
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/members.css";
import "./styles/pages.css";
import "./styles/rules.css";
import "./styles/audit.css";
import "./styles/apps.css";
import "./styles/plans.css";
import "./styles/overview.css";
import "./styles/chart.css";
import "./styles/narrow.css";
import { PageBar } from "./shell/PageBar";
import { opens } from "./shell/pages";
import { powerOf } from "./shell/power";
import { Shell } from "./shell/Shell";

type Page = { Component: () => React.ReactNode };

/** The code of a page: fetched when it is opened, and there at once where it was fetched before. */
class PageCode {
  readonly Later = lazy(() => this.fetched());
  known?: Page["Component"];

  constructor(readonly load: () => Promise<Page>) {}

  async fetched() {
    this.known = (await this.load()).Component;
    return { default: this.known };
  }
}

const page = (load: () => Promise<Page>) => new PageCode(load);

function Opened({ code }: { code: PageCode }) {
  // What it began with stays, so that nothing of the page is lost when its code has come.
  const [Shown] = useState(() => code.known ?? code.Later);
  return <Shown />;
}

// One file of code for each page, fetched when it is opened.
const PAGES = {
  overview: page(() => import("./overview")),
  members: page(() => import("./members")),
  chart: page(() => import("./chart")),
  roles: page(() => import("./roles")),
  external: page(() => import("./external")),
  partners: page(() => import("./partners")),
  accounts: page(() => import("./accounts")),
  leavers: page(() => import("./leavers")),
  import: page(() => import("./importing")),
  applications: page(() => import("./applications")),
  visibility: page(() => import("./visibility")),
  fields: page(() => import("./fields")),
  admins: page(() => import("./admins")),
  apps: page(() => import("./apps")),
  audit: page(() => import("./audit")),
  settings: page(() => import("./settings")),
};

/** Fetches what the page of this address needs before anything of it is shown. */
export async function begun() {
  const name = location.pathname.split("/")[2] || "members";
  const first = Object.entries(PAGES).find(([path]) => path === name)?.[1];
  const code = first?.fetched().catch(() => undefined);
  await Promise.all([code, i18next.loadNamespaces(["console", "picker"]), queries.prefetchQuery(SESSION)]);
}

function Nothing() {
  const { t } = useTranslation("console");
  return (
    <>
      <PageBar title={t("nav.noPage")} />
      <EmptyState title={t("nav.noPage")} action={<Link to="/console/overview">{t("page.overview")}</Link>}>
        {t("nav.noPageMore")}
      </EmptyState>
    </>
  );
}

function NotYours({ path }: { path: string }) {
  const { t } = useTranslation("console");
  return (
    <>
      <PageBar title={t(`page.${path}`)} />
      <EmptyState title={t("nav.notYours")} action={<Link to="/console/overview">{t("page.overview")}</Link>}>
        {t("nav.notYoursMore")}
      </EmptyState>
    </>
  );
}

/** The console: for those who administer something. */
export function Component() {
  const { t } = useTranslation("console");
  const { data: session, error, refetch } = useSession();
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!session) return null;
  if (session.state !== "signedIn") {
    location.replace(signInPath());
    return null;
  }
  // Administrators need a second factor here, and this one has none yet.
  if (session.secondFactor === "needed") return <Navigate to="/account?to=/console" replace />;
  if (!session.admin || session.admin.kind === "none") {
    return (
      <EmptyState
        title={t("nav.noAdmin")}
        action={
          <>
            <a href="/contacts">{t("nav.contacts")}</a>
            <button type="button" className="ob-text-button" onClick={() => signOut()}>
              {t("nav.signOut")}
            </button>
          </>
        }
      >
        {t("nav.noAdminMore")}
      </EmptyState>
    );
  }
  const power = powerOf(session.admin);
  return (
    <Routes>
      <Route element={<Shell session={session} />}>
        <Route index element={<Navigate to={opens("members", power) ? "members" : "overview"} replace />} />
        {Object.entries(PAGES).map(([path, code]) => (
          <Route
            key={path}
            path={path}
            element={opens(path, power) ? <Opened key={path} code={code} /> : <NotYours path={path} />}
          />
        ))}
        <Route path="*" element={<Nothing />} />
      </Route>
    </Routes>
  );
}
