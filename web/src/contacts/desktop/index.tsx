import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Route, Routes, useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import { idOf } from "../../shared/api/exact";
import { useKeys } from "../../shared/components/useKeys";
import { Chart } from "../Chart";
import { useHere } from "../context";
import { ROOT_ID, useProfile } from "../data";
import { EditProfile } from "../EditProfile";
import { External } from "../External";
import { Industry } from "../Industry";
import { Invite } from "../Invite";
import { Leave } from "../Leave";
import { MyCard } from "../MyCard";
import { useRevocation } from "../useRevocation";
import { Card, NoCard } from "./Card";
import { DepartmentList, KeptList } from "./lists";
import { Rail } from "./Rail";
import { Search } from "./Search";

/** Three panes: where to look, who is there, one of them. */
export default function Desktop() {
  const navigate = useNavigate();
  const { t } = useTranslation("contacts");
  const online = useRevocation();
  useKeys({ "/": () => navigate("/contacts/search") });
  useEffect(() => {
    document.title = t("documentTitle");
  }, [t]);
  return (
    <div className="ct-app">
      <Rail />
      {!online && <OfflineLine />}
      <Routes>
        <Route path="search" element={<Search />} />
        <Route path="departments/:deptId" element={<InDepartment />} />
        <Route path="people/:userId" element={<OfSomebody />} />
        <Route path="starred" element={<InKept which="starred" />} />
        <Route path="recent" element={<InKept which="recent" />} />
        <Route
          path="chart"
          element={
            <Sheet>
              <Chart />
            </Sheet>
          }
        />
        <Route
          path="card"
          element={
            <Sheet>
              <MyCard />
            </Sheet>
          }
        />
        <Route
          path="edit"
          element={
            <Sheet>
              <EditProfile />
            </Sheet>
          }
        />
        <Route
          path="leave"
          element={
            <Sheet>
              <Leave />
            </Sheet>
          }
        />
        <Route path="external" element={<OutsidePage />} />
        <Route path="industry/:deptId?" element={<IndustryPage />} />
        <Route
          path="invite"
          element={
            <Sheet>
              <Invite />
            </Sheet>
          }
        />
        <Route path="*" element={<Home />} />
      </Routes>
    </div>
  );
}

function OfflineLine() {
  const { t } = useTranslation("contacts");
  return (
    <div className="ct-offline" role="status">
      {t("offline")}
    </div>
  );
}

function Sheet({ children }: { children: React.ReactNode }) {
  return <main className="ct-sheet ob-scroll">{children}</main>;
}

/** Begins in one's own department, and in the organization for whoever has none. */
function Home() {
  const { me } = useHere();
  const own = useProfile(me.userId);
  if (own.isPending) return <Sheet>{null}</Sheet>;
  const deptId = own.data?.departments[0]?.deptId ?? ROOT_ID;
  return <Navigate to={`/contacts/departments/${deptId}`} replace />;
}

function InDepartment() {
  const { deptId } = useParams();
  const [search] = useSearchParams();
  const id = idOf(deptId);
  return (
    <>
      <DepartmentList key={id} deptId={id} chosen={search.get("person") ?? undefined} />
      <Chosen userId={search.get("person")} />
    </>
  );
}

function InKept({ which }: { which: "starred" | "recent" }) {
  const [search] = useSearchParams();
  return (
    <>
      <KeptList which={which} chosen={search.get("person") ?? undefined} />
      <Chosen userId={search.get("person")} />
    </>
  );
}

function Chosen({ userId }: { userId: string | null }) {
  return userId ? <Card key={userId} userId={userId} /> : <NoCard />;
}

/** Somebody's own address: the card beside the list of his department. */
function OfSomebody() {
  const { userId = "" } = useParams();
  const profile = useProfile(userId);
  const { pathname } = useLocation();
  const deptId = profile.data?.departments[0]?.deptId ?? ROOT_ID;
  return (
    <>
      {profile.isPending ? (
        <section className="ct-list" />
      ) : (
        <DepartmentList key={deptId} deptId={deptId} chosen={userId} />
      )}
      <Card key={pathname} userId={userId} />
    </>
  );
}

function IndustryPage() {
  const { t } = useTranslation("contacts");
  return (
    <Sheet>
      <h1 className="ct-title ct-outside">{t("industry.title")}</h1>
      <div className="ct-outside">
        <Industry row="ct-row ct-external-row" />
      </div>
    </Sheet>
  );
}

function OutsidePage() {
  const { t } = useTranslation("contacts");
  return (
    <Sheet>
      <h1 className="ct-title ct-outside">{t("external.title")}</h1>
      <div className="ct-outside">
        <External row="ct-row ct-external-row" />
      </div>
    </Sheet>
  );
}
