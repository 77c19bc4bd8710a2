import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdminKind } from "../../shared/api/session";
import { Icon } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import { PersonName } from "../../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { ROOT, usePerson } from "../api/directory";
import { own, read } from "../api/own";
import type { DeptRef } from "../api/types";
import { Several } from "../members/DepartmentSettings";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { HandOver } from "./HandOver";

interface Admin {
  userId: string;
  name: string;
  kind: Exclude<AdminKind, "none">;
  departments: DeptRef[];
  modules: string[];
  appIds?: number[];
}

interface Answer {
  admins: Admin[];
  modules: string[];
}

interface Power {
  kind: "primary" | "sub";
  deptIds: number[];
  modules: string[];
  appIds?: number[];
}

const path = (userId: string) => `console/admins/${encodeURIComponent(userId)}`;

function powerOf(admin: Admin): Power {
  const kind = admin.kind === "sub" ? "sub" : "primary";
  return { kind, deptIds: admin.departments.map((one) => one.deptId), modules: admin.modules, appIds: admin.appIds };
}

/** What somebody may do: kind, scope, modules, and the sentence that says it. */
function AdminForm({
  userId,
  stored,
  modules,
  side,
}: {
  userId: string;
  stored?: Admin;
  modules: string[];
  /** How it stands beside the list. */
  side: ReturnType<typeof useList>["side"];
}) {
  const { onClose } = side;
  const { t } = useTranslation("console");
  const act = useAct();
  const [handing, setHanding] = useState(false);
  const { session } = useConsole();
  const { data: person } = usePerson(userId);
  const name = stored?.name ?? person?.name ?? userId;
  const [power, setPower] = useState<Power>(() =>
    stored ? powerOf(stored) : { kind: "sub", deptIds: [], modules: ["contacts"] },
  );
  const creator = stored?.kind === "creator";
  const change = (part: Partial<Power>) => setPower({ ...power, ...part });
  const body = (one: Power) =>
    one.kind === "primary" ? { kind: one.kind } : { ...one, deptIds: one.deptIds.length ? one.deptIds : [ROOT] };
  const save = async () => {
    const done = await act({
      text: t(stored ? "done.adminChanged" : "done.adminMade", { name }),
      run: () => own("PUT", path(userId), body(power)),
      undo: () => (stored ? own("PUT", path(userId), body(powerOf(stored))) : own("DELETE", path(userId))),
    });
    if (done) onClose();
  };
  const remove = async () => {
    if (!stored) return;
    const done = await act({
      text: t("done.adminRemoved", { name }),
      run: () => own("DELETE", path(userId)),
      undo: () => own("PUT", path(userId), body(powerOf(stored))),
    });
    if (done) onClose();
  };
  const all = power.kind === "primary";
  return (
    <Side
      {...side}
      stepped={!!stored}
      title={t("admin.of", { name })}
      mark={<PersonMark userId={userId} name={name} avatar={person?.avatar} size={40} />}
      footer={
        !creator && (
          <div className="ob-flex">
            {stored && (
              <Button type="text" danger onClick={remove}>
                {t("admin.remove")}
              </Button>
            )}
            <span className="ob-grow" />
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button type="primary" onClick={save}>
              {t(stored ? "save" : "admin.make")}
            </Button>
          </div>
        )
      }
    >
      {creator ? (
        <p className="ob-note">{t("admin.creatorFixed")}</p>
      ) : (
        <>
          <Radio.Group
            className="oc-stack"
            value={power.kind}
            onChange={(event) => change({ kind: event.target.value })}
          >
            <Radio value="sub">{t("admin.kind.sub")}</Radio>
            <Radio value="primary">{t("admin.kind.primary")}</Radio>
          </Radio.Group>
          {!all && (
            <>
              <h3 className="oc-h3">{t("admin.scope")}</h3>
              <p className="ob-3 ob-sm">{t("admin.scopeMore")}</p>
              <Several
                field="scope"
                kinds={["department"]}
                ids={{ department: power.deptIds }}
                onChange={(next) => change({ deptIds: (next.department ?? []).map(Number) })}
              />
              <h3 className="oc-h3">{t("admin.modules")}</h3>
              <Checkbox.Group
                className="oc-stack"
                value={power.modules}
                options={modules.map((value) => ({ value, label: t(`module.${value}`, { defaultValue: value }) }))}
                onChange={(next) => change({ modules: next })}
              />
            </>
          )}
          <p className="ob-note oc-hint">
            <Icon name="info" size="small" />
            <span>
              {t(all ? "admin.canAll" : "admin.can", {
                name,
                modules:
                  power.modules.map((one) => t(`module.${one}`, { defaultValue: one })).join(t("comma")) ||
                  t("admin.nothing"),
              })}
            </span>
          </p>
          {session.admin?.kind === "creator" && stored && (
            <Button type="text" onClick={() => setHanding(true)}>
              {t("admin.makeCreator")}
            </Button>
          )}
          {handing && <HandOver userId={userId} name={name} onClose={() => setHanding(false)} />}
        </>
      )}
    </Side>
  );
}

/** Who administers what. */
export function Component() {
  const { t } = useTranslation("console");
  const { get, set } = useAddress();
  const { data, error, refetch } = useQuery({ queryKey: ["admins"], queryFn: () => read<Answer>("console/admins") });
  const chosen = get("person");
  const stored = data?.admins.find((admin) => admin.userId === chosen);
  const modulesOf = (admin: Admin) =>
    admin.modules.length === data?.modules.length
      ? t("admin.allModules")
      : admin.modules.map((one) => t(`module.${one}`, { defaultValue: one })).join(t("comma"));
  const list = useList({
    ids: data?.admins.map((admin) => admin.userId) ?? [],
    open: chosen,
    onOpen: (id, replace) => set({ person: id }, replace),
    onClose: () => set({ person: undefined }),
  });
  return (
    <>
      <PageBar title={t("page.admins")} fact={t("admin.fact")}>
        <Picker kinds={["person"]} onPick={(picked) => set({ person: picked.id })}>
          <Button type="primary" size="small" icon={<Icon name="plus" size="small" />}>
            {t("admin.add")}
          </Button>
        </Picker>
      </PageBar>
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
                        <span className={`ob-tag ${admin.kind === "sub" ? "" : "ob-tag-primary"}`}>
                          {t(`admin.kind.${admin.kind}`)}
                        </span>
                      }
                    />
                    <span className="ob-3 ob-sm ob-ell oc-hide-narrow oc-admin-modules">
                      {admin.kind === "sub" && modulesOf(admin)}
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
    </>
  );
}
