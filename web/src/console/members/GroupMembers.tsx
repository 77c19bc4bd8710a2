import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PersonName } from "../../shared/components/PersonName";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { read } from "../api/own";
import type { Member } from "../api/types";

const PAGE = 20;

interface Answer {
  members: Member[];
  rowCount: number;
}

/** Who belongs to a department's group, as its switches say. */
export function GroupMembers({ deptId }: { deptId: number }) {
  const { t, i18n } = useTranslation("console");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["departmentGroup", deptId],
    queryFn: ({ pageParam }) => read<Answer>(`console/departments/${deptId}/group`, { offset: pageParam, size: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (pages.length * PAGE < page.rowCount ? pages.length * PAGE : undefined),
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data) return <SkeletonRows rows={3} height={36} />;
  const members = data.pages.flatMap((page) => page.members);
  const all = data.pages[0]?.rowCount ?? 0;
  return (
    <section aria-label={t("department.groupMembers")} className="oc-group-members">
      <h4 className="oc-h3">
        {t("department.groupMembers")} <span className="oc-count">{count(all, i18n.language)}</span>
      </h4>
      {all === 0 && <p className="ob-3 ob-sm">{t("department.groupEmpty")}</p>}
      <ul className="oc-plain">
        {members.map((member) => (
          <li key={member.userId}>
            <Link className="oc-line-row ob-plain" to={`/console/members?person=${encodeURIComponent(member.userId)}`}>
              <PersonName
                person={member}
                size={28}
                second={member.departments.map((one) => one.name).join(t("comma"))}
              />
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="small" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {t("department.groupMore", { count: all - members.length })}
        </Button>
      )}
    </section>
  );
}
