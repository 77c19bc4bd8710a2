import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { idOf } from "../shared/api/exact";
import { Icon } from "../shared/components/Icon";
import { PersonName } from "../shared/components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../shared/components/states";
import { ThingMark } from "../shared/components/ThingMark";
import { ROOT_ID, useIndustry } from "./data";

/** A department of the industry tree: the way to it, what is below it, and who is what in it. */
export function Industry({ row }: { row: string }) {
  const { t } = useTranslation("contacts");
  const { deptId } = useParams();
  const pages = useIndustry(deptId === undefined ? ROOT_ID : idOf(deptId));
  if (pages.isPending) return <SkeletonRows />;
  if (pages.isError) return <ErrorState error={pages.error} retry={pages.refetch} />;
  const [first] = pages.data.pages;
  if (!first) return null;
  const members = pages.data.pages.flatMap((page) => page.members);
  const isEmpty = first.departments.length === 0 && members.length === 0;
  return (
    <>
      {first.path.length > 0 && (
        <nav className="ob-sm ob-3 ct-industry-path" aria-label={t("path")}>
          <Link to="/contacts/industry">{t("industry.title")}</Link>
          {first.path.map((step, at) => (
            <span key={step.deptId}>
              {" / "}
              {at === first.path.length - 1 ? (
                <span aria-current="page">{step.name}</span>
              ) : (
                <Link to={`/contacts/industry/${step.deptId}`}>{step.name}</Link>
              )}
            </span>
          ))}
        </nav>
      )}
      <ul className="ct-industry">
        {first.departments.map((below) => (
          <li key={below.deptId}>
            <Link className={`${row} ob-row`} to={`/contacts/industry/${below.deptId}`}>
              <ThingMark icon="dept" />
              <span className="ob-grow ob-ell" title={below.name}>
                {below.name}
              </span>
              <span className="ct-end">
                <Icon name="chev" size="small" />
              </span>
            </Link>
          </li>
        ))}
        {members.map((member) => (
          <li key={member.userId} className={row}>
            <PersonName person={member} size={36} second={member.roles.join(" · ")} />
          </li>
        ))}
      </ul>
      {isEmpty && <EmptyState title={t("nobodyHere")}>{t("onlyWhatYouMay")}</EmptyState>}
      {pages.hasNextPage && (
        <button type="button" className="ob-text-button ct-more" onClick={() => pages.fetchNextPage()}>
          {t("showMore")}
        </button>
      )}
    </>
  );
}
