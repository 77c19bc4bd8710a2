import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PersonMark } from "../../shared/components/PersonMark";
import { phone } from "../../shared/text";
import type { Pending } from "../api/types";
import { Chip } from "../parts/Chip";
import { ago } from "../parts/format";

/** Who has applied to become a member, with the way to where it is decided. */
export default function PendingList({ listed, total }: { listed: readonly Pending[]; total: number }) {
  const { t, i18n } = useTranslation("console");
  const navigate = useNavigate();
  return (
    <div className="ob-scroll ob-grow">
      <ul className="oc-rows">
        {listed.map((one) => (
          <li key={one.applicationId} className="oc-card-row oc-wrap">
            <PersonMark userId={one.applicationId} name={one.name} size={36} />
            <span className="ob-grow">
              <span className="ob-person-1">
                <strong className="ob-ell">{one.name}</strong>
                <span className="ob-2 ob-sm oc-nowrap">{phone(one.mobile)}</span>
              </span>
              <span className="ob-person-2 ob-ell">
                {t("member.appliedAgo", { when: ago(one.appliedAt, i18n.language) })}
              </span>
            </span>
            <span className="oc-row-acts">
              {one.department && (
                <Chip kind="department" id={String(one.department.deptId)} name={one.department.name} />
              )}
              <Button
                className="oc-touch"
                size="small"
                aria-label={t("member.decideOn", { name: one.name })}
                onClick={() => navigate(`/console/applications?application=${encodeURIComponent(one.applicationId)}`)}
              >
                {t("member.decide")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {total > listed.length && (
        <p className="oc-hint">
          <Button type="text" onClick={() => navigate("/console/applications")}>
            {t("member.pendingAll", { count: total })}
          </Button>
        </p>
      )}
    </div>
  );
}
