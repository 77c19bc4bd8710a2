import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { read } from "../api/own";
import { Picker } from "../parts/Picker";
import { TabBar } from "../parts/TabBar";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { AdminForm } from "./AdminForm";
import { type Admin, type Group, useGroups } from "./api";
import { GroupForm } from "./GroupForm";

interface Answer {
  admins: Admin[];
  modules: string[];
}

/** The names of modules, or that they are all. */
function useModules() {
  const { t } = useTranslation(["console", "groups"]);
  return (modules: string[], all: number) =>
    modules.length === all
      ? t("admin.allModules")
      : modules.map((one) => t(`module.${one}`, { defaultValue: one })).join(t("comma"));
}

/** Who administers what. */
function Admins() {
  const { t } = useTranslation(["console", "groups"]);
  const { get, set } = useAddress();
  const { data, error, refetch } = useQuery({ queryKey: ["admins"], queryFn: () => read<Answer>("console/admins") });
  const chosen = get("person");
  const stored = data?.admins.find((admin) => admin.userId === chosen);
  const modulesOf = useModules();
  const list = useList({
    ids: data?.admins.map((admin) => admin.userId) ?? [],
    open: chosen,
    onOpen: (id, replace) => set({ person: id }, replace),
    onClose: () => set({ person: undefined }),
  });
  return (
    <div className="oc-body">
      <section className="oc-pane ob-scroll" aria-label={t("page.admins")}>
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={56} />
        ) : data.admins.length === 0 ? (
          <EmptyState title={t("admin.none")} />
        ) : (
          <ul className="oc-rows">
            {data.admins.map((admin) => (
              <li key={admin.userId} {...list.row(admin.userId)}>
                <button type="button" className="oc-line-row" {...list.opens(admin.userId)}>
                  <PersonName
                    person={admin}
                    size={36}
                    second={
                      admin.kind === "sub"
                        ? admin.departments.map((one) => one.name).join(t("comma"))
                        : t("admin.everything")
                    }
                    badges={
                      <>
                        <span className={`ob-tag ${admin.kind === "sub" ? "" : "ob-tag-primary"}`}>
                          {t(`admin.kind.${admin.kind}`)}
                        </span>
                        {admin.group && <span className="ob-tag ob-ell">{admin.group.name}</span>}
                      </>
                    }
                  />
                  <span className="ob-3 ob-sm ob-ell oc-hide-narrow oc-admin-modules">
                    {admin.kind === "sub" && modulesOf(admin.modules, data.modules.length)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {chosen && data && (
        <AdminForm key={chosen} userId={chosen} stored={stored} modules={data.modules} side={list.side} />
      )}
    </div>
  );
}

const NEW = "new";
/** How many modules there are. */
const MODULES = 10;

/** Groups of administrators that have one power together. */
function Groups() {
  const { t } = useTranslation(["console", "groups"]);
  const { get, set } = useAddress();
  const { data, error, refetch } = useGroups();
  const chosen = get("group");
  const groups = data?.groups ?? [];
  const stored = groups.find((group) => String(group.groupId) === chosen);
  const list = useList({
    ids: groups.map((group) => String(group.groupId)),
    open: chosen,
    onOpen: (id, replace) => set({ group: id }, replace),
    onClose: () => set({ group: undefined }),
  });
  return (
    <div className="oc-body">
      <section className="oc-pane ob-scroll" aria-label={t("groups:title")}>
        {error ? (
          <ErrorState error={error} retry={refetch} />
        ) : !data ? (
          <SkeletonRows height={56} />
        ) : groups.length === 0 ? (
          <EmptyState
            title={t("groups:none")}
            action={data.mayGive && <Button onClick={() => set({ group: NEW })}>{t("groups:new")}</Button>}
          >
            {t("groups:noneMore")}
          </EmptyState>
        ) : (
          <ul className="oc-rows">
            {groups.map((group) => (
              <li key={group.groupId} {...list.row(String(group.groupId))}>
                <button type="button" className="oc-line-row" {...list.opens(String(group.groupId))}>
                  <GroupRow group={group} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {chosen && data && (stored || chosen === NEW) && (
        <GroupForm key={chosen} stored={stored} mayGive={data.mayGive} side={list.side} />
      )}
    </div>
  );
}

function GroupRow({ group }: { group: Group }) {
  const { t } = useTranslation(["console", "groups"]);
  const modulesOf = useModules();
  const { scope, members, maker } = group;
  const where =
    scope.scopeType === "organization"
      ? t("admin.everything")
      : scope.departments.map((one) => one.name).join(t("comma")) || t("admin.nothing");
  return (
    <>
      <span className="ob-grow oc-block ob-ell">
        <span className="ob-flex">
          <span className="ob-ell">{group.name}</span>
          <span className="ob-tag">{t("groups:count", { count: members.length })}</span>
          {maker && <span className="ob-tag">{t("groups:secondaryTag")}</span>}
        </span>
        <span className="ob-3 ob-sm ob-ell oc-block">{where}</span>
      </span>
      <span className="ob-3 ob-sm ob-ell oc-hide-narrow oc-admin-modules">{modulesOf(group.modules, MODULES)}</span>
    </>
  );
}

/** Administrators and their groups. Who administers no administrators has the groups that he made himself. */
export function Component() {
  const { t } = useTranslation(["console", "groups"]);
  const { get, set } = useAddress();
  const { session } = useConsole();
  const appoints = session.admin?.modules.includes("organization");
  const tab = get("tab") === "groups" || !appoints ? "groups" : "people";
  const tabs = ["people", "groups"] as const;
  return (
    <>
      <PageBar title={t("page.admins")} fact={t("admin.fact")}>
        {tab === "people" ? (
          <Picker kinds={["person"]} onPick={(picked) => set({ person: picked.id })}>
            <Button type="primary" size="small" icon={<Icon name="plus" size="small" />}>
              {t("admin.add")}
            </Button>
          </Picker>
        ) : (
          <Button
            type="primary"
            size="small"
            icon={<Icon name="plus" size="small" />}
            onClick={() => set({ group: NEW })}
          >
            {t("groups:new")}
          </Button>
        )}
      </PageBar>
      {appoints && (
        <TabBar
          label={t("page.admins")}
          value={tab}
          onChange={(next) => set({ tab: next === "groups" ? next : undefined, person: undefined, group: undefined })}
          items={tabs.map((key) => ({ key, label: t(`groups:tab.${key}`) }))}
        />
      )}
      {tab === "groups" ? <Groups /> : <Admins />}
    </>
  );
}
