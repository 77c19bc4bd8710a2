import { TabBar } from "antd-mobile";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Route, Routes, useLocation, useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { Chart } from "../Chart";
import { EditProfile } from "../EditProfile";
import { External } from "../External";
import { Industry } from "../Industry";
import { Invite } from "../Invite";
import { Leave } from "../Leave";
import { MyCard } from "../MyCard";
import { useRevocation } from "../useRevocation";
import { Department } from "./Department";
import { Home, KeptPage } from "./Home";
import { Manage } from "./Manage";
import { Mine } from "./Mine";
import { Page } from "./Page";
import { Profile } from "./Profile";
import { Search } from "./Search";

const TABS = [
  { key: "/contacts", icon: "users", word: "title" },
  { key: "/contacts/chart", icon: "chart", word: "chart.title" },
  { key: "/contacts/me", icon: "user", word: "me" },
] as const;

/** Pages for a phone, three of them with the tabs below. */
export default function Phone() {
  const { t } = useTranslation("contacts");
  const online = useRevocation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const at = pathname.replace(/\/$/, "");
  useEffect(() => {
    document.title = t("documentTitle");
  }, [t]);
  const page = (title: string, children: React.ReactNode, root = false) => (
    <Page title={title} root={root}>
      {children}
    </Page>
  );
  return (
    <div className="ph-app">
      {!online && (
        <div className="ct-offline" role="status">
          {t("offline")}
        </div>
      )}
      <Routes>
        <Route path="departments/:deptId" element={<Department />} />
        <Route path="people/:userId" element={<Profile />} />
        <Route path="search" element={<Search />} />
        <Route path="starred" element={<KeptPage which="starred" />} />
        <Route path="recent" element={<KeptPage which="recent" />} />
        <Route path="chart" element={page(t("chart.title"), <Chart />, true)} />
        <Route path="me" element={<Mine />} />
        <Route path="card" element={page(t("card.title"), <MyCard />)} />
        <Route path="edit" element={page(t("edit.title"), <EditProfile />)} />
        <Route path="invite" element={page(t("invite.title"), <Invite />)} />
        <Route path="leave" element={page(t("leave.title"), <Leave />)} />
        <Route
          path="external"
          element={page(
            t("external.title"),
            <div className="ph-block">
              <External row="ph-row" />
            </div>,
          )}
        />
        <Route
          path="industry/:deptId?"
          element={page(
            t("industry.title"),
            <div className="ph-block">
              <Industry row="ph-row" />
            </div>,
          )}
        />
        <Route path="manage" element={<Manage />} />
        <Route path="*" element={<Home />} />
      </Routes>
      {TABS.some((tab) => tab.key === at) && (
        <nav className="ph-tabs" aria-label={t("title")}>
          <TabBar activeKey={at} onChange={(key) => navigate(key)} safeArea>
            {TABS.map((tab) => (
              <TabBar.Item key={tab.key} icon={<Icon name={tab.icon} size="large" />} title={t(tab.word)} />
            ))}
          </TabBar>
        </nav>
      )}
    </div>
  );
}
