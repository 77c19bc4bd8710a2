// What may be chosen: a branch of the tree, roles, and what is found.

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Matched } from "../components/Matched";
import { PersonName } from "../components/PersonName";
import { EmptyState, ErrorState, SkeletonRows } from "../components/states";
import { ThingMark } from "../components/ThingMark";
import { count } from "../text";
import { type ListProps, Row } from "./Row";
import type { Choice, PickerDepartment, PickerPerson } from "./types";

const SEARCHED = ["person", "department"] as const;

const personOf = ({ userId, name, avatar }: PickerPerson): Choice => ({
  kind: "person",
  userId,
  name: name ?? userId,
  avatar,
});

/** A department: what is below it, then who is in it. */
export function Branch({ deptId, go, ...list }: ListProps & { deptId: number; go: (deptId: number) => void }) {
  const { t, i18n } = useTranslation("picker");
  const { source } = list;
  const pages = useInfiniteQuery({
    queryKey: ["picker", source.id, "department", deptId],
    queryFn: ({ pageParam, signal }) => source.department(deptId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (pages.isPending) return <SkeletonRows />;
  if (pages.isError) return <ErrorState error={pages.error} retry={pages.refetch} />;
  const [first] = pages.data.pages;
  if (!first) return null;
  const members = list.kinds.includes("person") ? pages.data.pages.flatMap((page) => page.members) : [];
  const mark = list.compact ? 24 : 28;
  return (
    <>
      {first.path.length > 0 && (
        <nav className="pk-path ob-sm" aria-label={t("path")}>
          {deptId !== source.top && first.path[0]?.deptId !== source.top && (
            <button type="button" className="ob-text-button" onClick={() => go(source.top)}>
              {t("top")} /{" "}
            </button>
          )}
          {first.path.map((step, at) => (
            <span key={step.deptId}>
              {at > 0 && " / "}
              <button
                type="button"
                className="ob-text-button"
                onClick={() => go(step.deptId)}
                disabled={step.deptId === deptId}
              >
                {step.name}
              </button>
            </span>
          ))}
        </nav>
      )}
      <ul>
        {first.departments.map((below) => (
          <Row
            key={below.deptId}
            choice={{ kind: "department", deptId: below.deptId, name: below.name }}
            open={() => go(below.deptId)}
            {...list}
          >
            <ThingMark icon="dept" size={list.compact ? 24 : undefined} />
            <span className="ob-ell">{below.name}</span>
            {below.memberCount !== undefined && (
              <span className="ob-3 pk-end">{count(below.memberCount, i18n.language)}</span>
            )}
          </Row>
        ))}
        {members.map((person) => (
          <Row key={person.userId} choice={personOf(person)} {...list}>
            <PersonName person={person} size={mark} />
          </Row>
        ))}
      </ul>
      {first.departments.length === 0 && members.length === 0 && <EmptyState title={t("nobody")} />}
      {pages.hasNextPage && <More go={pages.fetchNextPage} />}
    </>
  );
}

function More({ go }: { go: () => unknown }) {
  const { t } = useTranslation("picker");
  return (
    <button type="button" className="ob-text-button pk-more" onClick={() => go()}>
      {t("more")}
    </button>
  );
}

interface FoundProps extends ListProps {
  q: string;
  /** Nothing else is asked: where it finds nothing, nothing is there. */
  alone: boolean;
}

/** Roles, group by group. */
export function Roles({ q, alone, ...list }: FoundProps) {
  const { t } = useTranslation("picker");
  const { source } = list;
  const pages = useInfiniteQuery({
    queryKey: ["picker", source.id, "roles", q],
    queryFn: ({ pageParam, signal }) => source.roles(q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  if (pages.isPending) return alone ? <SkeletonRows /> : null;
  if (pages.isError) return <ErrorState error={pages.error} retry={pages.refetch} />;
  const roles = pages.data.pages.flatMap((page) => page.roles);
  if (roles.length === 0 && !pages.hasNextPage)
    return alone ? <EmptyState title={q ? t("nothing", { q }) : t("nobody")} /> : null;
  return (
    <>
      <ul aria-label={t("roles")}>
        {roles.map((role, at) => (
          <Fragment key={role.roleId}>
            {list.kinds.includes("roleGroup") && roles[at - 1]?.groupId !== role.groupId && (
              <Row choice={{ kind: "roleGroup", groupId: role.groupId, name: role.groupName }} {...list}>
                <ThingMark icon="tree" />
                <strong className="ob-ell">{role.groupName}</strong>
              </Row>
            )}
            {list.kinds.includes("role") && (
              <Row choice={{ kind: "role", roleId: role.roleId, name: role.name }} {...list}>
                <ThingMark icon="role" />
                <span className="ob-grow ob-person">
                  <span className="ob-ell">{role.name}</span>
                  <span className="ob-person-2 ob-ell">{role.groupName}</span>
                </span>
              </Row>
            )}
          </Fragment>
        ))}
      </ul>
      {pages.hasNextPage && <More go={pages.fetchNextPage} />}
    </>
  );
}

/** People and departments that are found, each with what tells it from others of its name. */
export function Hits({ q, alone, ...list }: FoundProps) {
  const { t } = useTranslation("picker");
  const { source } = list;
  const wanted = SEARCHED.filter((kind) => list.kinds.includes(kind));
  const hits = useQuery({
    queryKey: ["picker", source.id, "search", q, wanted],
    queryFn: ({ signal }) => source.search(q, wanted, signal),
    placeholderData: keepPreviousData,
  });
  if (hits.isPending) return <SkeletonRows />;
  if (hits.isError) return <ErrorState error={hits.error} retry={hits.refetch} />;
  const { people, departments } = hits.data;
  if (people.length + departments.length === 0)
    return alone ? <EmptyState title={t("nothing", { q })}>{t("nothingHow")}</EmptyState> : null;
  return (
    <ul className={hits.isPlaceholderData ? "pk-stale" : undefined}>
      {people.map((person) => (
        <FoundPerson key={person.userId} person={person} {...list} />
      ))}
      {departments.map((department) => (
        <FoundDepartment key={department.deptId} department={department} {...list} />
      ))}
    </ul>
  );
}

function FoundPerson({ person, ...list }: ListProps & { person: PickerPerson }) {
  const { matched } = person;
  const name = matched?.field === "name" ? <Matched text={matched.value} ranges={matched.ranges} /> : undefined;
  const second = [person.department?.name, person.jobNumber, person.title].filter(Boolean).join(" · ");
  return (
    <Row choice={personOf(person)} {...list}>
      <PersonName person={person} size={28} name={name} second={second} />
    </Row>
  );
}

function FoundDepartment({ department, ...list }: ListProps & { department: PickerDepartment }) {
  const above = department.path.slice(0, -1).map((step) => step.name);
  return (
    <Row choice={{ kind: "department", deptId: department.deptId, name: department.name }} {...list}>
      <ThingMark icon="dept" />
      <span className="ob-grow ob-person">
        <span className="ob-ell">{department.name}</span>
        <span className="ob-person-2 ob-ell">{above.join(" / ")}</span>
      </span>
    </Row>
  );
}
