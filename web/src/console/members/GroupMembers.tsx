import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PersonName } from "../../shared/components/PersonName";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { count } from "../../shared/text";
import { read } from "../api/own";
import type { Member } from "../api/types";
import { SwitchRow } from "./DepartmentSettings";

const PAGE = 20;

/** Departments below that are in the group only where it takes such in. */
const TAKEN_IN = [
  ["group_contain_hidden_dept", "containHiddenDept"],
  ["group_contain_outer_dept", "containOuterDept"],
] as const;
export type TakenIn = (typeof TAKEN_IN)[number][0];

interface Answer {
  group?: { containSubDept: boolean; containOuterDept: boolean; containHiddenDept: boolean };
  members: Member[];
  rowCount: number;
}

interface Props {
  deptId: number;
  /** One of the switches was turned. */
  onTake: (flag: TakenIn, on: boolean) => unknown;
}

/** Who belongs to a department's group, as its switches say, and those that only matter where departments below belong to it. */
export function GroupMembers({ deptId, onTake }: Props) {
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
  const group = data.pages[0]?.group;
  return (
    <section aria-label={t("department.groupMembers")} className="oc-group-members">
      {group?.containSubDept &&
        TAKEN_IN.map(([flag, name]) => (
          <SwitchRow
            key={flag}
            label={t(`department.${flag}`)}
            more={t(`department.${flag}_more`)}
            on={group[name]}
            onChange={(on) => onTake(flag, on)}
          />
        ))}
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
