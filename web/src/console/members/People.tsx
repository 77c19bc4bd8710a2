// biome-ignore-all lint/correctness/noComponentHookFactories: the names of keys, not of components
import type { UseQueryResult } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { type ComponentProps, lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isAbsent } from "../../shared/api/errors";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { useNarrow } from "../../shared/components/useNarrow";
import { count } from "../../shared/text";
import { ROOT, useMembers } from "../api/directory";
import { type Branch, type DepartmentPage, FILTERS, type Member } from "../api/types";
import { useAddress } from "../parts/useAddress";
import { useKept } from "../parts/useKept";
import { useAsked } from "../parts/useSize";

import { ColumnChooser } from "./ColumnChooser";
import { columnsOf } from "./columns";
import { DepartmentMenu } from "./DepartmentMenu";
import { Filters } from "./Filters";
import { MemberTable } from "./MemberTable";
import { memberOrders } from "./order";
import { useTicks } from "./useTicks";
import { Views } from "./Views";
import { useWrites } from "./writes";

/** More people than this are not given new places for one that is dragged. */
const ARRANGED_MAX = 50;

const INSTEAD = ["add", "settings", "handover"] as const;
const CLOSED = { add: undefined, settings: undefined, handover: undefined };

type Shown = typeof import("./Batch")["Batch"];
let known: Shown | undefined;
const fetchBatch = async () => {
  known = (await import("./Batch")).Batch;
  return { default: known };
};
const Later = lazy(fetchBatch);
const PendingList = lazy(() => import("./PendingList"));

/** What is done with those who are ticked: there at once where its code is, so that its keys are, too. */
function Batch(props: ComponentProps<Shown>) {
  const [Bar] = useState(() => known ?? Later);
  return <Bar {...props} />;
}

interface Props {
  deptId: number;
  department: UseQueryResult<DepartmentPage>;
  onDrag: (members: Member[]) => void;
  /** Tells in which order people are shown, for the inspector. */
  onOrder: (userIds: string[]) => void;
  onSelect: (deptId: number) => void;
}

function Head({
  page,
  branch,
  onSelect,
}: {
  page: DepartmentPage;
  branch: Branch;
  onSelect: (deptId: number) => void;
}) {
  const { t } = useTranslation("console");
  const above = page.path.slice(0, -1);
  const { leaders } = page;
  return (
    <div className="oc-dept-head">
      <nav aria-label={t("department.path")} className="ob-3 ob-sm oc-crumbs">
        {above.map((step) => (
          <button
            key={step.deptId}
            type="button"
            className="oc-crumb"
            title={step.name}
            onClick={() => onSelect(step.deptId)}
          >
            {step.name} /
          </button>
        ))}
      </nav>
      <div className="ob-flex">
        <h2 className="oc-dept-name ob-ell" title={branch.name}>
          {branch.name}
        </h2>
        {leaders.length > 0 && (
          <span className="ob-flex ob-3 ob-sm oc-wide">
            {leaders.slice(0, 2).map((one) => (
              <PersonMark key={one.userId} userId={one.userId} name={one.name} avatar={one.avatar} size={20} />
            ))}
            <span className="ob-ell">
              {t("department.ledBy", { names: leaders.map((one) => one.name).join(t("comma")) })}
            </span>
          </span>
        )}
        <span className="ob-grow" />
        <DepartmentMenu page={branch} />
      </div>
    </div>
  );
}

/** How the others come, for whoever is the first one. */
function Alone({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation("console");
  return (
    <p className="ob-note oc-alone">
      <Icon name="users" size="small" />
      <span className="ob-grow">{t("member.alone")}</span>
      <Link to="/console/import">{t("member.aloneImport")}</Link>
      <Link to="/console/applications?tab=invite">{t("member.aloneInvite")}</Link>
      <button type="button" className="ob-text-button" onClick={onAdd}>
        {t("member.add")}
      </button>
    </p>
  );
}

/** The people of a department: filters in the address, ticks, and the keys of a list. */
export function People({ deptId, department, onDrag, onOrder, onSelect }: Props) {
  const { t, i18n } = useTranslation("console");
  const narrow = useNarrow();
  const { get, set } = useAddress();
  const writes = useWrites();
  const search = useRef<HTMLInputElement>(null);
  const q = useAsked(get("q") ?? "");
  const [more, setMore] = useState(false);
  const [columns, setColumns] = useKept("columns", columnsOf);
  const recursive = get("direct") !== "1";
  const state = get("state") ?? "all";
  const sort = get("sort");
  const filter = { deptId, recursive, state, q, sort };
  const [pages, setPages] = useState<number[]>([0]);
  const { rows, rowCount: total, counts, first, pending } = useMembers(filter, pages);
  const members = rows.all;
  const ticks = useTicks(rows, total, JSON.stringify(filter));
  const listed = total > 0;
  useEffect(() => {
    // Soon wanted: fetched once the list stands there.
    if (listed) fetchBatch();
  }, [listed]);
  const current = get("person");
  // What stands where the person would.
  const instead = INSTEAD.find((name) => get(name));
  const ids = members.map((member) => member.userId).join("\n");
  useEffect(() => onOrder(ids.split("\n")), [ids, onOrder]);
  const [cursor, setCursor] = useState<string>();
  const shown = current ?? cursor;
  const index = rows.indexOf(shown);
  const step = (by: number) => {
    const next = rows.at(Math.max(0, Math.min(index + by, total - 1)));
    if (!next) return;
    setCursor(next.userId);
    if (current && !instead) set({ person: next.userId }, true);
  };
  const open = useCallback(
    (member: Member) => {
      setCursor(member.userId);
      set({ person: member.userId, ...CLOSED });
    },
    [set],
  );
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: (event) => index >= 0 && ticks.toggle(index, event.shiftKey),
    n: () => set({ add: true }),
    "/": () => {
      setMore(true);
      requestAnimationFrame(() => search.current?.focus());
    },
    Enter: (event) => {
      const member = rows.at(index);
      if (member && !(event.target instanceof HTMLButtonElement)) open(member);
      else if (event.target instanceof HTMLButtonElement) event.target.click();
    },
    Escape: () => {
      if (instead) set(CLOSED);
      else if (current) set({ person: undefined });
      else if (ticks.count) ticks.clear();
      else if (get("q")) set({ q: undefined });
    },
  });
  useEffect(() => {
    const all = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest("input, textarea");
      if (!(event.metaKey || event.ctrlKey) || event.key !== "a" || inField) return;
      event.preventDefault();
      ticks.everything();
    };
    addEventListener("keydown", all);
    return () => removeEventListener("keydown", all);
  }, [ticks]);
  const arrange = (member: Member, to: number) => {
    const others = members.filter((other) => other.userId !== member.userId);
    const listed = others.map((other) => ({ id: other.userId, order: other.order }));
    const next = memberOrders(member.userId, listed, to, ARRANGED_MAX);
    if (!next) return;
    const known = new Map(members.map((one) => [one.userId, one.order]));
    const before = next.map(([id]): [string, number] => [id, known.get(id) ?? 0]);
    writes.arrange(t("done.arranged", { name: member.name }), deptId, next, before);
  };
  const page = department.data;
  const branch = page?.department;
  const options = FILTERS.map((value) => ({
    value,
    label: (
      <span>
        {t(`filter.${value}`)} {counts && <span className="oc-count">{count(counts[value], i18n.language)}</span>}
      </span>
    ),
  }));
  const filtered = state !== "all" || q !== "";
  if (department.error) {
    return (
      <section className="oc-pane oc-people" aria-label={t("member.list")}>
        <ErrorState
          error={department.error}
          retry={department.refetch}
          action={isAbsent(department.error) && <Button onClick={() => onSelect(ROOT)}>{t("member.everybody")}</Button>}
        />
      </section>
    );
  }
  return (
    <section className="oc-pane oc-people" aria-label={t("member.list")}>
      {page && branch ? (
        <Head page={page} branch={branch} onSelect={onSelect} />
      ) : (
        <div className="oc-dept-head" style={{ height: 76 }} />
      )}
      {narrow && page && page.departments.length > 0 && (
        <div className="oc-branches">
          {page.departments.map((below) => (
            <button key={below.deptId} type="button" className="oc-branch" onClick={() => onSelect(below.deptId)}>
              <Icon name="dept" size="small" />
              <span className="ob-ell ob-grow">{below.name}</span>
              <span className="ob-3">{count(below.memberCount, i18n.language)}</span>
              <Icon name="chev" size="small" />
            </button>
          ))}
        </div>
      )}
      {ticks.count > 0 ? (
        <Suspense fallback={<div className="oc-filters oc-batch" />}>
          <Batch ticks={ticks} filter={filter} deptId={deptId} below={recursive} />
        </Suspense>
      ) : (
        <div className="oc-filters">
          <div className="oc-filter-states">
            <Segmented
              options={options}
              value={state as (typeof FILTERS)[number]}
              onChange={(value) => set({ state: value === "all" ? undefined : value, person: undefined })}
              aria-label={t("member.filter")}
            />
          </div>
          <span className="ob-grow" />
          <Views columns={columns} onColumns={setColumns} />
          <ColumnChooser chosen={columns} onChange={setColumns} />
          <IconButton
            small
            icon="filter"
            label={t("member.moreFilters")}
            aria-pressed={more}
            onClick={() => setMore(!more)}
          />
        </div>
      )}
      {(more || get("q") || !recursive || sort) && <Filters search={search} />}
      {deptId === ROOT && counts?.all === 1 && !filtered && <Alone onAdd={() => set({ add: true })} />}
      {first?.error && !members.length ? (
        <ErrorState error={first.error} retry={first.refetch} />
      ) : first?.isPending ? (
        <SkeletonRows height={narrow ? 60 : 40} />
      ) : total === 0 ? (
        <EmptyState
          title={t(filtered ? "member.noneFound" : "member.none")}
          action={
            filtered ? (
              <Button onClick={() => set({ q: undefined, state: undefined })}>{t("member.clearFilters")}</Button>
            ) : (
              <Button onClick={() => set({ add: true })}>{t("member.add")}</Button>
            )
          }
        >
          {t(filtered ? "member.noneFoundMore" : "member.noneMore")}
        </EmptyState>
      ) : state === "pending" ? (
        <Suspense fallback={<SkeletonRows height={56} />}>
          <PendingList listed={pending ?? []} total={total} />
        </Suspense>
      ) : (
        <MemberTable
          rows={rows}
          total={total}
          onPages={setPages}
          ticks={ticks}
          current={current ?? cursor}
          onOpen={open}
          narrow={narrow}
          arrangeable={!recursive && !filtered && !sort}
          onArrange={arrange}
          onDrag={onDrag}
          dimmed={first?.isPlaceholderData ?? false}
          columns={columns}
        />
      )}
      <footer className="oc-foot oc-wide">
        <span>
          {ticks.count > 0 ? t("member.selected", { count: ticks.count, total }) : t("member.total", { count: total })}
        </span>
        <span className="ob-grow" />
        <span>
          <kbd className="ob-key">J</kbd> <kbd className="ob-key">K</kbd> {t("member.moveKeys")}
        </span>
      </footer>
    </section>
  );
}
