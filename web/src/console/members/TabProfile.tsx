import { Tooltip } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { copy, phone } from "../../shared/text";
import type { PersonPage } from "../api/types";
import { Chip } from "../parts/Chip";
import { EditText } from "../parts/EditText";
import { pathText } from "../parts/format";
import { Picker } from "../parts/Picker";
import { useMay } from "../shell/context";
import { SwitchRow } from "./DepartmentSettings";
import { useWrites } from "./writes";

const PhotoField = lazy(async () => ({ default: (await import("./PhotoField")).PhotoField }));
const CustomFields = lazy(async () => ({ default: (await import("./CustomFields")).CustomFields }));

export interface TabProps {
  person: PersonPage;
  deptId: number;
}

function Row({ label, children, source }: { label: ReactNode; children: ReactNode; source?: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {children}
        {source && (
          <Tooltip title={source}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what the tooltip says is reached with the keys, too */}
            <span className="oc-source" tabIndex={0}>
              <Icon name="lock" size="small" />
              <span>{source}</span>
            </span>
          </Tooltip>
        )}
      </dd>
    </>
  );
}

function useFields(person: PersonPage) {
  const { t } = useTranslation("console");
  const { change } = useWrites();
  const text = (
    field: "name" | "jobNumber" | "title" | "email" | "telephone" | "workPlace" | "remark" | "orgEmail",
    wire: string,
    maxLength: number,
    type: "text" | "email" | "tel" = "text",
  ) => {
    const label = t(`member.${wire}`);
    const value = person[field] ?? "";
    const locked = person.mirroredFrom.length > 0;
    return (
      <Row
        label={label}
        source={locked ? t("member.locked", { name: person.mirroredFrom.join(t("comma")) }) : undefined}
      >
        {locked ? (
          value
        ) : (
          <EditText
            label={label}
            value={value}
            type={type}
            maxLength={maxLength}
            onSave={(next) => change(person, label, { [wire]: next }, { [wire]: value })}
          />
        )}
      </Row>
    );
  };
  return { text };
}

/** The beginning of a day in China, as the API counts days. */
function midnight(day: string | undefined): number | undefined {
  return day ? Date.parse(`${day}T00:00:00+08:00`) : undefined;
}

/** The facts of a person; what may be changed is changed where it stands. */
export function TabProfile({ person }: TabProps) {
  const { t } = useTranslation("console");
  const { change, addRole } = useWrites();
  const mayGive = useMay("roles");
  const { text } = useFields(person);
  const hide = person.hideMobile;
  const mobile = person.mobile ?? person.account.mobile ?? "";
  return (
    <>
      <section className="oc-group">
        <h3 className="oc-h3">{t("member.basics")}</h3>
        <Suspense fallback={<div style={{ height: 56 }} />}>
          <PhotoField person={person} />
        </Suspense>
        <dl className="oc-kv">
          {text("name", "name", 80)}
          <Row label={t("member.mobile")} source={person.active && mobile ? t("member.mobileFixed") : undefined}>
            {person.active ? (
              phone(mobile)
            ) : (
              <EditText
                label={t("member.mobile")}
                type="tel"
                value={mobile}
                shown={phone(mobile)}
                onSave={(next) => change(person, t("member.mobile"), { mobile: next }, { mobile })}
              />
            )}
            {hide && (
              <span className="ob-tag">
                <Icon name="eyeoff" size="small" />
                {t("member.mobileHidden")}
              </span>
            )}
          </Row>
          {text("email", "email", 50, "email")}
          {text("orgEmail", "org_email", 100, "email")}
          {text("jobNumber", "job_number", 50)}
          <Row label={t("member.hired")}>
            <EditText
              label={t("member.hired")}
              type="date"
              value={person.hiredDate ?? ""}
              onSave={(next) =>
                change(
                  person,
                  t("member.hired"),
                  { hired_date: midnight(next) },
                  { hired_date: midnight(person.hiredDate) },
                )
              }
            />
          </Row>
          <Row label="userid" source={t("member.useridFixed")}>
            <span className="ob-mono ob-ell">{person.userId}</span>
            <IconButton small icon="copy" label={t("copy")} onClick={() => copy(person.userId)} />
          </Row>
          {person.account.loginId && (
            <Row label={t("member.login_id")}>
              <span className="ob-mono">{person.account.loginId}</span>
              <span className="oc-tag-line">{t("member.account")}</span>
            </Row>
          )}
        </dl>
      </section>
      <section className="oc-group">
        <h3 className="oc-h3">{t("member.work")}</h3>
        <dl className="oc-kv">
          {text("title", "title", 200)}
          <Row label={t("member.departments")}>
            <span className="oc-stack">
              {person.departments.map((seat) => (
                <span key={seat.deptId}>
                  <Link to={`/console/members?dept=${seat.deptId}&person=${encodeURIComponent(person.userId)}`}>
                    {pathText(seat.path.length ? seat.path : [seat])}
                  </Link>{" "}
                  {seat.main && <span className="ob-tag">{t("member.main")}</span>}
                  {seat.title && seat.title !== person.title && <span className="ob-3 ob-sm"> {seat.title}</span>}
                </span>
              ))}
            </span>
          </Row>
          <Row label={t("member.manager")}>
            <ManagerChip person={person} />
            {person.reportCount ? (
              <span className="ob-3 ob-sm">{t("member.reports", { count: person.reportCount })}</span>
            ) : null}
          </Row>
          <Row label={t("member.roles")}>
            {person.roles.map((role) => (
              <Chip key={role.roleId} kind="role" id={String(role.roleId)} name={role.name} />
            ))}
            {mayGive && (
              <Picker
                kinds={["role"]}
                taken={new Set(person.roles.map((role) => `role:${role.roleId}`))}
                onPick={(picked) => addRole(person, picked, true)}
              />
            )}
          </Row>
          {text("workPlace", "work_place", 100)}
          {text("telephone", "telephone", 50, "tel")}
          {text("remark", "remark", 2000)}
        </dl>
      </section>
      <Suspense>
        <CustomFields person={person} />
      </Suspense>
      <section className="oc-group">
        <SwitchRow
          label={t("member.hide_mobile")}
          more={t("member.hide_mobile_more")}
          on={hide}
          onChange={(on) => change(person, t("member.hide_mobile"), { hide_mobile: on }, { hide_mobile: !on })}
        />
        <SwitchRow
          label={t("member.senior_mode")}
          more={t("member.senior_mode_more")}
          on={person.protected}
          onChange={(on) => change(person, t("member.senior_mode"), { senior_mode: on }, { senior_mode: !on })}
        />
      </section>
    </>
  );
}

/** The direct manager: taken away, or another one chosen. */
export function ManagerChip({ person }: { person: PersonPage }) {
  const { t } = useTranslation("console");
  const { change } = useWrites();
  const set = (userId: string | undefined) =>
    userId ? { manager_userid: userId } : { force_update_fields: "manager_userid" };
  const label = t("member.manager");
  const { manager } = person;
  if (!manager) {
    return (
      <Picker
        kinds={["person"]}
        taken={new Set([`person:${person.userId}`])}
        onPick={(picked) => change(person, label, set(picked.id), set(undefined))}
      />
    );
  }
  return (
    <Chip
      kind="person"
      id={manager.userId}
      name={manager.name ?? manager.userId}
      onRemove={() => change(person, label, set(undefined), set(manager.userId))}
    />
  );
}
