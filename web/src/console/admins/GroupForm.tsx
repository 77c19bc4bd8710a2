import { Button, Checkbox, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { useAct } from "../api/act";
import { Several } from "../members/DepartmentSettings";
import { Side } from "../parts/Side";
import type { useList } from "../parts/useList";
import { addGroup, changeGroup, type GivenGroup, type Group, givenOf, type MayGive, removeGroup } from "./api";

const NAME_MAX = 64;

interface Props {
  stored?: Group;
  /** Absent for whoever makes no groups. */
  mayGive?: MayGive;
  /** How it stands beside the list. */
  side: ReturnType<typeof useList>["side"];
}

function blank(mayGive?: MayGive): GivenGroup {
  const scopeType = mayGive?.departments ? "departments" : "organization";
  return { name: "", members: [], scope: { scopeType, deptIds: [] }, modules: ["contacts"], appIds: [] };
}

/** A group of administrators: its name, who belongs to it, and what they may do. */
export function GroupForm({ stored, mayGive, side }: Props) {
  const { onClose } = side;
  const { t } = useTranslation(["console", "groups"]);
  const act = useAct();
  const [group, setGroup] = useState<GivenGroup>(() => (stored ? givenOf(stored) : blank(mayGive)));
  const change = (part: Partial<GivenGroup>) => setGroup({ ...group, ...part });
  const { scope } = group;
  const fixed = stored ? !stored.changeable : !mayGive;
  const missing =
    !group.name.trim() ||
    group.modules.length === 0 ||
    (scope.scopeType === "departments" && scope.deptIds.length === 0);
  const name = group.name.trim();
  const save = async () => {
    if (missing || fixed) return;
    let made = stored?.groupId ?? 0;
    const done = await act({
      text: t(stored ? "groups:done.changed" : "groups:done.made", { name }),
      run: async () => {
        made = (await (stored ? changeGroup(made, group) : addGroup(group))).groupId;
      },
      undo: () => (stored ? changeGroup(made, givenOf(stored)) : removeGroup(made)),
    });
    if (done) onClose();
  };
  const remove = async () => {
    if (!stored) return;
    const done = await act({
      text: t("groups:done.removed", { name: stored.name }),
      run: () => removeGroup(stored.groupId),
      undo: () => addGroup(givenOf(stored)),
    });
    if (done) onClose();
  };
  return (
    <Side
      {...side}
      stepped={!!stored}
      title={stored?.name ?? t("groups:new")}
      second={stored?.maker && t("groups:madeBy", { name: stored.maker.name || stored.maker.userId })}
      footer={
        !fixed && (
          <div className="ob-flex">
            {stored && (
              <Button type="text" danger onClick={remove}>
                {t("groups:remove")}
              </Button>
            )}
            <span className="ob-grow" />
            <Button onClick={onClose}>{t("cancel")}</Button>
            <Button type="primary" disabled={missing} onClick={save}>
              {t(stored ? "save" : "groups:make")}
            </Button>
          </div>
        )
      }
    >
      <Form layout="vertical" onFinish={save} disabled={fixed}>
        <Form.Item label={t("groups:name")} htmlFor="group-name">
          <Input
            id="group-name"
            autoFocus={!stored}
            autoComplete="off"
            maxLength={NAME_MAX}
            value={group.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Form.Item>
        <h3 className="oc-h3">{t("groups:members")}</h3>
        <p className="ob-3 ob-sm">{t("groups:membersMore")}</p>
        <Several
          field="members"
          kinds={["person"]}
          ids={{ person: group.members.map((one) => one.memberId) }}
          onChange={(next) => change({ members: (next.person ?? []).map((memberId) => ({ memberId })) })}
        />
        <Scope group={group} mayGive={mayGive} onChange={(next) => change({ scope: next })} />
        <Resources group={group} mayGive={mayGive} change={change} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      <p className="ob-note oc-hint">
        <Icon name="info" size="small" />
        <span>{t(mayGive?.departments ? "groups:secondary" : "groups:follow")}</span>
      </p>
    </Side>
  );
}

interface PartProps {
  group: GivenGroup;
  mayGive?: MayGive;
}

/** Over whom: all or some departments; a sub-administrator of some has no choice of all. */
function Scope({ group, mayGive, onChange }: PartProps & { onChange: (scope: GivenGroup["scope"]) => void }) {
  const { t } = useTranslation(["console", "groups"]);
  const { scopeType, deptIds } = group.scope;
  return (
    <>
      <h3 className="oc-h3">{t("admin.scope")}</h3>
      <Radio.Group
        className="oc-stack"
        aria-label={t("admin.scope")}
        value={scopeType}
        onChange={(event) => onChange({ scopeType: event.target.value, deptIds })}
      >
        {(!mayGive?.departments || scopeType === "organization") && (
          <Radio value="organization">{t("admin.everything")}</Radio>
        )}
        <Radio value="departments">{t("groups:departments")}</Radio>
      </Radio.Group>
      {scopeType === "departments" && (
        <Several
          field="scope"
          kinds={["department"]}
          ids={{ department: deptIds }}
          onChange={(next) => onChange({ scopeType, deptIds: (next.department ?? []).map(idOf) })}
        />
      )}
    </>
  );
}

/** What of the console, and which apps. */
function Resources({ group, mayGive, change }: PartProps & { change: (part: Partial<GivenGroup>) => void }) {
  const { t } = useTranslation(["console", "groups"]);
  const modules = [...new Set([...(mayGive?.modules ?? []), ...group.modules])];
  const apps = mayGive?.apps ?? [];
  return (
    <>
      <h3 className="oc-h3">{t("admin.modules")}</h3>
      <Checkbox.Group
        className="oc-stack"
        value={group.modules}
        options={modules.map((value) => ({ value, label: t(`module.${value}`, { defaultValue: value }) }))}
        onChange={(next) => change({ modules: next })}
      />
      {apps.length > 0 && (
        <>
          <h3 className="oc-h3">{t("groups:apps")}</h3>
          <Checkbox.Group
            className="oc-stack"
            value={group.appIds}
            options={apps.map((app) => ({ value: app.agentId, label: app.name }))}
            onChange={(next) => change({ appIds: next })}
          />
        </>
      )}
    </>
  );
}
