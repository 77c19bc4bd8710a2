// Choosing people, departments and roles: search first, the tree below, what is chosen as chips. The server says who may be
// seen; this only shows it.

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { Fragment, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, got } from "../api/client";
import { Icon } from "../components/Icon";
import { Matched } from "../components/Matched";
import { PersonMark } from "../components/PersonMark";
import { PersonName } from "../components/PersonName";
import { Segmented } from "../components/Segmented";
import { EmptyState, ErrorState, SkeletonRows } from "../components/states";
import { ThingMark } from "../components/ThingMark";
import { count } from "../text";
import "./picker.css";

export type Choice =
  | { kind: "person"; userId: string; name: string; avatar?: string }
  | { kind: "department"; deptId: number; name: string }
  | { kind: "role"; roleId: number; name: string }
  | { kind: "roleGroup"; groupId: number; name: string };

export interface PickerProps {
  value: readonly Choice[];
  onChange: (value: Choice[]) => void;
  /** What may be chosen; people and departments when absent. */
  kinds?: readonly Choice["kind"][];
  /** How many at most. */
  limit?: number;
}

const PAUSE_MILLIS = 80;
const ROOT_ID = 1;
function keyOf(choice: Choice): string {
  if (choice.kind === "person") return `p${choice.userId}`;
  if (choice.kind === "department") return `d${choice.deptId}`;
  return choice.kind === "role" ? `r${choice.roleId}` : `g${choice.groupId}`;
}

/** Arrows go from the field through the rows and back; the space bar ticks, as everywhere. */
function stepped(event: React.KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.nativeEvent.isComposing) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(".pk-field input, .pk-stop:not(:disabled)")];
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** A picker of people, departments and roles. */
export function PeoplePicker({ value, onChange, kinds = ["person", "department"], limit = 200 }: PickerProps) {
  const { t } = useTranslation("picker");
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [deptId, setDeptId] = useState(ROOT_ID);
  const hasRoles = kinds.includes("role") || kinds.includes("roleGroup");
  const hasTree = kinds.includes("person") || kinds.includes("department");
  const [showsRoles, setShowsRoles] = useState(!hasTree);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);
  const chosen = useMemo(() => new Set(value.map(keyOf)), [value]);
  const full = value.length >= limit;
  const toggle = (choice: Choice) => {
    const key = keyOf(choice);
    if (chosen.has(key)) onChange(value.filter((each) => keyOf(each) !== key));
    else if (limit === 1) onChange([choice]);
    else if (!full) onChange([...value, choice]);
  };
  const shared = { chosen, toggle, kinds, full: full && limit !== 1 };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of what is within
    <div className="pk" onKeyDown={stepped}>
      <Input
        className="pk-field"
        size="large"
        autoFocus
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Backspace" && text === "" && value.length > 0) onChange(value.slice(0, -1));
        }}
        prefix={<Icon name="search" />}
        placeholder={t("find")}
        aria-label={t("find")}
        maxLength={64}
      />
      {value.length > 0 && (
        <ul className="pk-chips" aria-label={t("chosen", { count: value.length })}>
          {value.map((choice) => (
            <li key={keyOf(choice)} className="pk-chip">
              {choice.kind === "person" ? (
                <PersonMark userId={choice.userId} name={choice.name} avatar={choice.avatar} size={20} />
              ) : (
                <Icon name={choice.kind === "department" ? "dept" : "role"} size="small" />
              )}
              <span className="ob-ell">{choice.name}</span>
              <button type="button" aria-label={t("remove", { name: choice.name })} onClick={() => toggle(choice)}>
                <Icon name="x" size="small" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {full && limit !== 1 && (
        <p className="ob-note" role="status">
          {t("full", { count: limit })}
        </p>
      )}
      {hasRoles && hasTree && !asked && (
        <Segmented
          label={t("from")}
          value={showsRoles ? "roles" : "tree"}
          onChange={(next) => setShowsRoles(next === "roles")}
          options={[
            { value: "tree", label: t("tree") },
            { value: "roles", label: t("roles") },
          ]}
        />
      )}
      <div className="ob-scroll pk-list">
        {asked && hasTree && <Hits q={asked} alone={!hasRoles} {...shared} />}
        {!asked && hasTree && !showsRoles && <Branch deptId={deptId} go={setDeptId} {...shared} />}
        {hasRoles && (asked || showsRoles) && <Roles q={asked} alone={!hasTree || !asked} {...shared} />}
      </div>
    </div>
  );
}

interface ListProps {
  chosen: ReadonlySet<string>;
  toggle: (choice: Choice) => void;
  kinds: readonly Choice["kind"][];
  full: boolean;
}

interface RowProps extends ListProps {
  choice: Choice;
  children: React.ReactNode;
  open?: () => void;
}

function Row({ choice, chosen, toggle, kinds, full, children, open }: RowProps) {
  const { t } = useTranslation("picker");
  const ticked = chosen.has(keyOf(choice));
  const mayTick = kinds.includes(choice.kind);
  return (
    <li className="pk-row">
      {mayTick ? (
        <label className="pk-tick">
          <input
            type="checkbox"
            className="pk-stop"
            checked={ticked}
            disabled={full && !ticked}
            onChange={() => toggle(choice)}
          />
          {children}
        </label>
      ) : (
        <span className="pk-tick">{children}</span>
      )}
      {open && (
        <button type="button" className="ob-icon-button" aria-label={t("open", { name: choice.name })} onClick={open}>
          <Icon name="chev" size="small" />
        </button>
      )}
    </li>
  );
}

function Branch({ deptId, go, ...list }: ListProps & { deptId: number; go: (deptId: number) => void }) {
  const { t, i18n } = useTranslation("picker");
  const pages = useInfiniteQuery({
    queryKey: ["picker", "department", deptId],
    queryFn: ({ pageParam }) => {
      const query = pageParam ? { cursor: pageParam } : {};
      return got(api.GET("/v1.0/orgbook/departments/{deptId}", { params: { path: { deptId }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (pages.isPending) return <SkeletonRows />;
  if (pages.isError) return <ErrorState error={pages.error} retry={pages.refetch} />;
  const [first] = pages.data.pages;
  if (!first) return null;
  const members = list.kinds.includes("person") ? pages.data.pages.flatMap((page) => page.members) : [];
  return (
    <>
      <nav className="pk-path ob-sm" aria-label={t("path")}>
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
      <ul>
        {first.departments.map((below) => (
          <Row
            key={below.deptId}
            choice={{ kind: "department", deptId: below.deptId, name: below.name }}
            open={() => go(below.deptId)}
            {...list}
          >
            <ThingMark icon="dept" />
            <span className="ob-ell">{below.name}</span>
            <span className="ob-3 pk-end">{count(below.memberCount, i18n.language)}</span>
          </Row>
        ))}
        {members.map((person) => (
          <Row
            key={person.userId}
            choice={{
              kind: "person",
              userId: person.userId,
              name: person.name ?? person.userId,
              avatar: person.avatar,
            }}
            {...list}
          >
            <PersonName person={person} size={28} />
          </Row>
        ))}
      </ul>
      {first.departments.length === 0 && members.length === 0 && <EmptyState title={t("nobody")} />}
      {pages.hasNextPage && (
        <button type="button" className="ob-text-button pk-more" onClick={() => pages.fetchNextPage()}>
          {t("more")}
        </button>
      )}
    </>
  );
}

interface FoundProps extends ListProps {
  q: string;
  /** Nothing else is asked: where it finds nothing, nothing is there. */
  alone: boolean;
}

/** Roles, group by group. */
function Roles({ q, alone, ...list }: FoundProps) {
  const { t } = useTranslation("picker");
  const pages = useInfiniteQuery({
    queryKey: ["picker", "roles", q],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return got(api.GET("/v1.0/orgbook/roles", { params: { query }, signal }));
    },
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
      {pages.hasNextPage && (
        <button type="button" className="ob-text-button pk-more" onClick={() => pages.fetchNextPage()}>
          {t("more")}
        </button>
      )}
    </>
  );
}

function Hits({ q, alone, ...list }: FoundProps) {
  const { t } = useTranslation("picker");
  const wanted = ["person", "department"]
    .filter((kind) => list.kinds.includes(kind as Choice["kind"]))
    .map((kind) => (kind === "person" ? "people" : "departments"))
    .join(",");
  const hits = useQuery({
    queryKey: ["picker", "search", q, wanted],
    queryFn: ({ signal }) =>
      got(api.GET("/v1.0/orgbook/search", { params: { query: { q, kind: wanted, size: 30 } }, signal })),
    placeholderData: keepPreviousData,
  });
  if (hits.isPending) return <SkeletonRows />;
  if (hits.isError) return <ErrorState error={hits.error} retry={hits.refetch} />;
  const { people, departments } = hits.data;
  if (people.length + departments.length === 0)
    return alone ? <EmptyState title={t("nothing", { q })}>{t("nothingHow")}</EmptyState> : null;
  return (
    <ul>
      {people.map((person) => (
        <Row
          key={person.userId}
          choice={{ kind: "person", userId: person.userId, name: person.name ?? person.userId, avatar: person.avatar }}
          {...list}
        >
          <PersonName
            person={person}
            size={28}
            name={
              person.matched.field === "name" ? (
                <Matched text={person.matched.value} ranges={person.matched.ranges} />
              ) : undefined
            }
            second={[person.department?.name, person.jobNumber, person.title].filter(Boolean).join(" · ")}
          />
        </Row>
      ))}
      {departments.map((department) => (
        <Row
          key={department.deptId}
          choice={{ kind: "department", deptId: department.deptId, name: department.name }}
          {...list}
        >
          <ThingMark icon="dept" />
          <span className="ob-grow ob-person">
            <span className="ob-ell">{department.name}</span>
            <span className="ob-person-2 ob-ell">
              {department.path
                .slice(0, -1)
                .map((step) => step.name)
                .join(" / ")}
            </span>
          </span>
        </Row>
      ))}
    </ul>
  );
}
