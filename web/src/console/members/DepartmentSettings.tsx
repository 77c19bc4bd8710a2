import { useQuery } from "@tanstack/react-query";
import { Switch } from "antd";
import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { legacy } from "../api/own";
import type { DeptRef } from "../api/types";
import { Chip } from "../parts/Chip";
import { EditText } from "../parts/EditText";
import { type Picked, Picker } from "../parts/Picker";
import { FOCUSED, Side } from "../parts/Side";
import { useNamed } from "../parts/useNamed";
import { useWrites } from "./writes";

const GroupMembers = lazy(async () => ({ default: (await import("./GroupMembers")).GroupMembers }));

interface Stored {
  dept_id: number;
  name: string;
  brief?: string;
  telephone?: string;
  code?: string;
  dept_manager_userid_list?: string[];
  hide_dept?: boolean;
  dept_permits?: number[];
  user_permits?: string[];
  outer_dept?: boolean;
  outer_dept_only_self?: boolean;
  outer_permit_depts?: number[];
  outer_permit_users?: string[];
  create_dept_group?: boolean;
  auto_add_user?: boolean;
  auto_approve_apply?: boolean;
  group_contain_sub_dept?: boolean;
  org_dept_owner?: string;
}

type Flag =
  | "hide_dept"
  | "outer_dept"
  | "outer_dept_only_self"
  | "create_dept_group"
  | "auto_add_user"
  | "auto_approve_apply"
  | "group_contain_sub_dept";

/** Everything that can be set of a department; each switch acts at once and can be undone. */
export function DepartmentSettings({ page, onClose }: { page: DeptRef; onClose: () => void }) {
  const { t } = useTranslation("console");
  const { data, error, refetch } = useQuery({
    queryKey: ["departmentSettings", page.deptId],
    queryFn: () => legacy<Stored>("/topapi/v2/department/get", { dept_id: page.deptId }),
  });
  return (
    <Side
      onClose={onClose}
      title={t("department.settingsOf", { name: page.name })}
      mark={<ThingMark icon="dept" size={40} />}
      byKey={FOCUSED}
      back="[data-sets]"
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : data ? (
        <Settings stored={data} />
      ) : (
        <SkeletonRows height={34} />
      )}
    </Side>
  );
}

function Settings({ stored }: { stored: Stored }) {
  const { t } = useTranslation("console");
  const { department } = useWrites();
  const ref = { deptId: stored.dept_id, name: stored.name };
  const change = (label: string, fields: object, before: object) =>
    department(ref, t("done.changed", { name: stored.name, label }), fields, before);
  const text = (field: "name" | "brief" | "telephone" | "code", maxLength: number) => {
    const label = t(`department.${field}`);
    const value = stored[field] ?? "";
    return (
      <>
        <dt>{label}</dt>
        <dd>
          <EditText
            label={label}
            value={value}
            maxLength={maxLength}
            onSave={(next) => change(label, { [field]: next }, { [field]: value })}
          />
        </dd>
      </>
    );
  };
  const flag = (field: Flag) => (
    <SwitchRow
      label={t(`department.${field}`)}
      more={t(`department.${field}_more`)}
      on={!!stored[field]}
      onChange={(on) => change(t(`department.${field}`), { [field]: on }, { [field]: !on })}
    />
  );
  return (
    <div className="oc-settings">
      <dl className="oc-kv">
        {text("name", 64)}
        {text("brief", 255)}
        {text("telephone", 50)}
        {text("code", 30)}
        <dt>dept_id</dt>
        <dd className="ob-mono">{stored.dept_id}</dd>
        <dt>{t("department.leaders")}</dt>
        <dd>
          <Several
            field="dept_manager_userid_list"
            ids={{ person: stored.dept_manager_userid_list ?? [] }}
            kinds={["person"]}
            onChange={(next) => {
              const fields = (ids: string[]) =>
                ids.length
                  ? { dept_manager_userid_list: ids.join(",") }
                  : { force_update_fields: "dept_manager_userid_list" };
              change(t("department.leaders"), fields(next.person ?? []), fields(stored.dept_manager_userid_list ?? []));
            }}
          />
        </dd>
      </dl>
      <h3 className="oc-h3">{t("department.visibility")}</h3>
      {flag("hide_dept")}
      {stored.hide_dept && (
        <Several
          field="permits"
          label={t("department.permits")}
          ids={{ department: stored.dept_permits ?? [], person: stored.user_permits ?? [] }}
          kinds={["department", "person"]}
          onChange={(next) => {
            const fields = (departments: unknown[], users: unknown[]) => ({
              dept_permits: departments.join(","),
              user_permits: users.join(","),
            });
            change(
              t("department.permits"),
              fields(next.department ?? [], next.person ?? []),
              fields(stored.dept_permits ?? [], stored.user_permits ?? []),
            );
          }}
        />
      )}
      {flag("outer_dept")}
      {stored.outer_dept && (
        <>
          {flag("outer_dept_only_self")}
          <Several
            field="outer"
            label={t("department.outerPermits")}
            ids={{ department: stored.outer_permit_depts ?? [], person: stored.outer_permit_users ?? [] }}
            kinds={["department", "person"]}
            onChange={(next) => {
              const fields = (departments: unknown[], users: unknown[]) => ({
                outer_permit_depts: departments.join(","),
                outer_permit_users: users.join(","),
              });
              change(
                t("department.outerPermits"),
                fields(next.department ?? [], next.person ?? []),
                fields(stored.outer_permit_depts ?? [], stored.outer_permit_users ?? []),
              );
            }}
          />
        </>
      )}
      <h3 className="oc-h3">{t("department.group")}</h3>
      {flag("create_dept_group")}
      {stored.create_dept_group && flag("auto_add_user")}
      {stored.create_dept_group && flag("group_contain_sub_dept")}
      {stored.create_dept_group && (
        <Owner
          userId={stored.org_dept_owner}
          onChange={(next) =>
            change(t("department.owner"), { org_dept_owner: next }, { org_dept_owner: stored.org_dept_owner ?? "" })
          }
        />
      )}
      {stored.create_dept_group && (
        <Suspense>
          <GroupMembers
            deptId={stored.dept_id}
            onTake={(flag, on) => change(t(`department.${flag}`), { [flag]: on }, { [flag]: !on })}
          />
        </Suspense>
      )}
      {flag("auto_approve_apply")}
    </div>
  );
}

/** The one owner of a department's group. */
function Owner({ userId, onChange }: { userId?: string; onChange: (next: string) => unknown }) {
  const { t } = useTranslation("console");
  const named = useNamed({ person: userId ? [userId] : [] });
  return (
    <div className="oc-several">
      <span className="ob-3 ob-sm">{t("department.owner")}</span>
      {userId && <Chip kind="person" id={userId} name={named("person", userId)} onRemove={() => onChange("")} />}
      <Picker
        kinds={["person"]}
        label={t(userId ? "department.otherOwner" : "pick.add")}
        taken={new Set(userId ? [`person:${userId}`] : [])}
        onPick={(picked) => onChange(picked.id)}
      />
    </div>
  );
}

interface SwitchProps {
  label: string;
  more?: string;
  on: boolean;
  onChange: (on: boolean) => unknown;
  disabled?: boolean;
}

/** A switch with the sentence that says what it does. */
export function SwitchRow({ label, more, on, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="oc-switch-row">
      <span className="ob-grow">
        <label htmlFor={id} className="oc-h3">
          {label}
        </label>
        {more && <span className="ob-3 ob-sm oc-block">{more}</span>}
      </span>
      <Switch id={id} checked={on} disabled={disabled} onChange={(next) => onChange(next)} aria-label={label} />
    </div>
  );
}

type Ids = Partial<Record<Picked["kind"], readonly (string | number)[]>>;

interface SeveralProps {
  field: string;
  label?: string;
  ids: Ids;
  kinds: readonly Picked["kind"][];
  /** Absent where whoever looks may change nothing. */
  onChange?: (next: Partial<Record<Picked["kind"], string[]>>) => void;
}

/** Chosen people, departments and roles, with a way to take one away and to choose another. */
export function Several({ label, ids, kinds, onChange }: SeveralProps) {
  const named = useNamed(ids);
  const of = (kind: Picked["kind"]) => (ids[kind] ?? []).map(String);
  const all = Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Picked["kind"], string[]>;
  return (
    <div className="oc-several">
      {label && <span className="ob-3 ob-sm">{label}</span>}
      {kinds.flatMap((kind) =>
        of(kind).map((id) => (
          <Chip
            key={`${kind}:${id}`}
            kind={kind}
            id={id}
            name={named(kind, id)}
            onRemove={onChange && (() => onChange({ ...all, [kind]: all[kind].filter((other) => other !== id) }))}
          />
        )),
      )}
      {onChange && (
        <Picker
          several
          kinds={kinds}
          taken={new Set(kinds.flatMap((kind) => of(kind).map((id) => `${kind}:${id}`)))}
          onPick={(picked) => onChange({ ...all, [picked.kind]: [...all[picked.kind], picked.id] })}
        />
      )}
    </div>
  );
}
