import { Button, Checkbox, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { PersonMark } from "../../shared/components/PersonMark";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { own } from "../api/own";
import { Several } from "../members/DepartmentSettings";
import { Side } from "../parts/Side";
import { useColleague } from "../parts/useColleague";
import type { useList } from "../parts/useList";
import { useConsole } from "../shell/context";
import type { Admin } from "./api";
import { HandOver } from "./HandOver";

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
export function AdminForm({
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
  const { t } = useTranslation(["console", "groups"]);
  const act = useAct();
  const [handing, setHanding] = useState(false);
  const { session } = useConsole();
  const person = useColleague(userId);
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
          {stored?.group && <p className="ob-note oc-hint">{t("groups:byGroup", { name: stored.group.name })}</p>}
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
                onChange={(next) => change({ deptIds: (next.department ?? []).map(idOf) })}
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
