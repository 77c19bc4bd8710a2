import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { idOf } from "../shared/api/exact";
import { Icon } from "../shared/components/Icon";
import { PersonMark } from "../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { count } from "../shared/text";
import { useHere } from "./context";
import { ROOT_ID, useBranch, useProfile } from "./data";

const HEADS_SHOWN = 3;

/** The departments one branch at a time: from the root down to one, its heads, and what is directly below. */
export function Chart() {
  const { t, i18n } = useTranslation("contacts");
  const [address] = useSearchParams();
  const { me } = useHere();
  const own = useProfile(me.userId);
  const asked = idOf(address.get("at"));
  const at = asked || own.data?.departments[0]?.path.at(-2)?.deptId || (own.isPending ? undefined : ROOT_ID);
  const branch = useBranch(at);
  if (branch.isPending) return <SkeletonRows rows={5} />;
  if (branch.isError) return <ErrorState error={branch.error} retry={branch.refetch} />;
  const { path, departments, members, deptId, name, memberCount } = branch.data;
  const heads = members.filter((member) => member.leader).slice(0, HEADS_SHOWN);
  return (
    <div className="ct-chart">
      <h2 className="ob-sr">{t("chart.title")}</h2>
      <ol className="ct-chart-line">
        {path.slice(0, -1).map((step) => (
          <li key={step.deptId}>
            <Link className="ct-node" to={`/contacts/chart?at=${step.deptId}`}>
              <Icon name={step.deptId === ROOT_ID ? "tree" : "dept"} />
              <span className="ob-ell">{step.name}</span>
            </Link>
          </li>
        ))}
        <li>
          <div className="ct-node ct-node-chosen" aria-current="true">
            <Icon name={deptId === ROOT_ID ? "tree" : "dept"} />
            <span className="ob-grow">
              <strong className="ob-ell">{name}</strong>
              <span className="ob-3 ob-sm">
                {t("colleagues", { count: memberCount, text: count(memberCount, i18n.language) })}
              </span>
            </span>
            <Link className="ob-sm" to={`/contacts/departments/${deptId}`}>
              {t("chart.people")}
            </Link>
          </div>
          {heads.length > 0 && (
            <ul className="ct-chart-heads">
              {heads.map((head) => (
                <li key={head.userId}>
                  <Link className="ob-flex ob-plain" to={`/contacts/people/${encodeURIComponent(head.userId)}`}>
                    <PersonMark userId={head.userId} name={head.name} avatar={head.avatar} size={24} />
                    <span className="ob-ell">{head.name ?? t("shared:person.nameless")}</span>
                    <span className="ob-3 ob-sm ob-ell">{head.title}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      </ol>
      {departments.length === 0 ? (
        <EmptyState title={t("chart.leaf")} />
      ) : (
        <ul className="ct-chart-below">
          {departments.map((below) => (
            <li key={below.deptId}>
              <Link className="ct-node" to={`/contacts/chart?at=${below.deptId}`}>
                <Icon name="dept" />
                <span className="ob-grow ob-ell" title={below.name}>
                  {below.name}
                </span>
                <span className="ob-3">{count(below.memberCount, i18n.language)}</span>
                <span
                  className="ct-node-share"
                  style={{ width: `${memberCount ? Math.round((100 * below.memberCount) / memberCount) : 0}%` }}
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
