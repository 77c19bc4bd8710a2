import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EmptyState } from "../../shared/components/states";
import { Picker } from "../parts/Picker";
import { useMay } from "../shell/context";
import type { TabProps } from "./TabProfile";
import { useWrites } from "./writes";

/** Roles, and what somebody administers. */
export function TabRoles({ person }: TabProps) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const { addRole } = useWrites();
  const admin = person.adminKind !== "none";
  const may = useMay("roles");
  return (
    <section className="oc-group">
      {(admin || person.roles.length > 0) && (
        <div className="oc-card">
          {admin && (
            <div className="oc-card-row">
              <span className="ob-grow">
                {t(`admin.kind.${person.adminKind}`)}
                <span className="ob-3 ob-sm oc-block">{t("admin.inConsole")}</span>
              </span>
              <Button
                size="small"
                onClick={() => navigate(`/console/admins?person=${encodeURIComponent(person.userId)}`)}
              >
                {t("open")}
              </Button>
            </div>
          )}
          {person.roles.map((role) => (
            <div key={role.roleId} className="oc-card-row">
              <span className="ob-grow">
                {role.name}
                <span className="ob-3 ob-sm oc-block">{t("role.inGroup", { name: role.groupName })}</span>
              </span>
              {role.builtIn ? (
                <span className="ob-3 ob-sm">{t("role.builtIn")}</span>
              ) : (
                may && (
                  <Button
                    size="small"
                    onClick={() => addRole(person, { id: String(role.roleId), name: role.name }, false)}
                  >
                    {t("role.take")}
                  </Button>
                )
              )}
            </div>
          ))}
        </div>
      )}
      {!admin && person.roles.length === 0 && (
        <EmptyState title={t("role.personNone")}>{t("role.personNoneMore")}</EmptyState>
      )}
      {may && (
        <Picker
          kinds={["role"]}
          label={t("role.give")}
          taken={new Set(person.roles.map((role) => `role:${role.roleId}`))}
          onPick={(picked) => addRole(person, picked, true)}
        />
      )}
    </section>
  );
}
