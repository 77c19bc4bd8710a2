import { useQuery } from "@tanstack/react-query";
import { Switch } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAct } from "../api/act";
import { read } from "../api/own";
import { updateDepartment } from "../members/writes";
import type { RuleKind } from "./api";
import { useWords } from "./index";

export interface DepartmentRule {
  deptId: number;
  name: string;
  hidden: boolean;
  permitDeptIds: number[];
  permitUserIds: string[];
  limited: boolean;
  onlyOwn: boolean;
  outerDeptIds: number[];
  outerUserIds: string[];
}

export interface StoredRules {
  priority: boolean;
  departments: DepartmentRule[];
}

/** What departments themselves say: the console's own store of rules. */
export function useStored() {
  return useQuery({ queryKey: ["rules", "stored"], queryFn: () => read<StoredRules>("console/rules"), retry: false });
}

/** Departments that are hidden, or whose people see less: switches of their own. */
export function DepartmentRules({ kind }: { kind: Exclude<RuleKind, "fields"> }) {
  const { t } = useTranslation("console");
  const { data } = useStored();
  const shown = (data?.departments ?? []).filter((one) => (kind === "hide" ? one.hidden : one.limited));
  if (shown.length === 0) return null;
  return (
    <section className="oc-department-rules" aria-label={t(`rule.departments.${kind}`)}>
      <h3 className="oc-h3">{t(`rule.departments.${kind}`)}</h3>
      <table className="oc-list">
        <tbody>
          {shown.map((one) => (
            <Row key={one.deptId} rule={one} kind={kind} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ rule, kind }: { rule: DepartmentRule; kind: "hide" | "restrict" }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const hide = kind === "hide";
  const names = useWords({
    department: hide ? rule.permitDeptIds : rule.outerDeptIds,
    person: hide ? rule.permitUserIds : rule.outerUserIds,
    role: [],
  });
  const field = hide ? "hide_dept" : "outer_dept";
  const second = hide
    ? names
      ? t("rule.everyoneBut", { names })
      : t("rule.everyone")
    : t(rule.onlyOwn ? "rule.type.onlySelfDeptAndChild" : "rule.type.onlySelf", { names });
  return (
    <tr>
      <td className="oc-td-switch">
        <Switch
          checked
          aria-label={rule.name}
          onChange={() =>
            act({
              text: t("done.ruleOff", { name: rule.name }),
              run: () => updateDepartment(rule.deptId, { [field]: false }),
              undo: () => updateDepartment(rule.deptId, { [field]: true }),
            })
          }
        />
      </td>
      <td>
        <Link to={`/console/members?dept=${rule.deptId}`}>{rule.name}</Link>
      </td>
      <td className="ob-ell oc-hide-narrow">{second}</td>
      <td className="oc-th-origin oc-hide-narrow">
        <span className="oc-tag-line">{t("origin.console")}</span>
      </td>
    </tr>
  );
}
