// biome-ignore-all lint/correctness/noComponentHookFactories: the names of keys, not of components
// biome-ignore-all lint/a11y/useSemanticElements: a table of which only the rows that are seen are there
// biome-ignore-all lint/a11y/useFocusableInteractive: what is within the cells has the focus

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { App, Button, Checkbox, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isAbsent, sentence } from "../../shared/api/errors";
import { ChangeMark, DiffLine } from "../../shared/components/ChangeMark";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { ThingMark } from "../../shared/components/ThingMark";
import { useUndo } from "../../shared/components/UndoBar";
import { useKeys } from "../../shared/components/useKeys";
import { count } from "../../shared/text";
import { useAddress } from "../parts/useAddress";
import { useConsole } from "../shell/context";
import { MAC } from "../shell/Nav";
import { PageBar } from "../shell/PageBar";
import {
  approve,
  changes,
  downloaded,
  type Effects,
  errorsPath,
  fetchRows,
  KINDS,
  type Kind,
  MARKS,
  type Plan,
  type PlanRow,
  run,
  selectRows,
} from "./api";
import { Mend } from "./Mend";
import { PlanSide, useEffects } from "./PlanSide";
import { Steps } from "./Steps";

const ROW = 44;

function Tiles({ plan, tile, onTile }: { plan: Plan; tile?: Kind; onTile: (tile?: Kind) => void }) {
  const { t, i18n } = useTranslation("console");
  const button = (kind: Kind | undefined, number: number) => (
    <button
      key={kind ?? "all"}
      type="button"
      className="oc-tile"
      aria-pressed={kind === tile}
      onClick={() => onTile(kind)}
    >
      {kind && <ChangeMark kind={MARKS[kind]} />}
      <strong>{count(number, i18n.language)}</strong>
      <span className="ob-2">{t(`plan.tile.${kind ? MARKS[kind] : "all"}`)}</span>
    </button>
  );
  return (
    <nav className="oc-tiles" aria-label={t("plan.tiles")}>
      {button(undefined, changes(plan))}
      {KINDS.filter(plan.about === "people" ? Boolean : stays).map((kind) => button(kind, plan.counts[kind]))}
    </nav>
  );
}

function Difference({ row, about }: { row: PlanRow; about: Plan["about"] }) {
  const { t } = useTranslation(["console", "log"]);
  const kind = MARKS[row.kind];
  if (row.kind === "left") return <span className="ob-2">{t("plan.leaves")}</span>;
  if (row.kind === "same") return <span className="ob-3">{t("plan.same")}</span>;
  return row.changes.map((change) => (
    <span key={change.field} className="oc-change-line">
      <span className="ob-2">
        {t([`log:sheet.field_${about}.${change.field}`, `plan.field.${change.field}`], {
          defaultValue: change.field.replace(/^custom:/, ""),
        })}
      </span>
      <DiffLine
        kind={kind}
        from={row.kind === "created" ? undefined : change.from || t("log:empty")}
        to={change.to || t("log:empty")}
      />
    </span>
  ));
}

const renames = (change: { field: string }) => change.field === "name";

interface RowProps {
  row: PlanRow;
  mending: { planId: string; titles: string[]; fixed: boolean; about: Plan["about"] };
  onSelect: (on: boolean) => void;
}

function Row({ row, mending, onSelect }: RowProps) {
  const { t } = useTranslation(["console", "log"]);
  // Somebody who could not be made has an id that nobody knows.
  const name = row.name || (row.kind !== "wrong" && row.userId) || t("plan.nameless", { line: row.line });
  const isRenamed = mending.about === "departments" && row.kind === "changed" && row.changes.some(renames);
  const choosable = row.kind !== "wrong" && row.kind !== "same";
  return (
    <>
      <span role="gridcell" className="oc-p-tick">
        {choosable && (
          <Checkbox
            disabled={mending.fixed}
            checked={row.selected}
            aria-label={t("member.tick", { name })}
            onChange={(event) => onSelect(event.target.checked)}
          />
        )}
      </span>
      <span role="gridcell" className="ob-mono ob-3 oc-p-row">
        {row.line}
      </span>
      <span role="gridcell" className="oc-p-kind">
        <ChangeMark kind={MARKS[row.kind]} />
        {isRenamed ? t("log:sheet.renamed") : t(`plan.tile.${MARKS[row.kind]}`)}
      </span>
      <span role="gridcell" className="oc-name oc-p-name">
        {mending.about === "departments" ? (
          <ThingMark icon="dept" />
        ) : (
          <PersonMark userId={row.userId ?? name} name={row.name} size={28} />
        )}
        <span className="ob-ell oc-name-text">{name}</span>
      </span>
      <span role="gridcell" className="oc-p-diff">
        {row.kind === "wrong" ? <Mend row={row} {...mending} /> : <Difference row={row} about={mending.about} />}
        {row.sameName && row.sameName.length > 0 && (
          <span className="ob-tag ob-tag-warning">
            {t("plan.sameName", {
              people: row.sameName
                .map((one) => [one.name, one.department].filter(Boolean).join(" · "))
                .join(t("comma")),
            })}
          </span>
        )}
        {row.outcome !== "waiting" && row.outcome !== "applied" && (
          <span className={row.outcome === "undone" ? "ob-tag" : "ob-tag ob-tag-warning"}>
            {t(`plan.outcome.${row.outcome}`)} {row.note}
          </span>
        )}
      </span>
    </>
  );
}

const stays = (kind: Kind) => kind !== "left";

function useRows(planId: string, tile: Kind | undefined) {
  return useInfiniteQuery({
    queryKey: ["plan", planId, tile],
    queryFn: ({ pageParam }) => fetchRows(planId, tile, pageParam),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const known = pages.reduce((sum, one) => sum + one.rows.length, 0);
      return known < page.rowCount ? known : undefined;
    },
  });
}

function Rows({ query, plan, tile }: { query: ReturnType<typeof useRows>; plan: Plan; tile?: Kind }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const queries = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 20) fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const select = async (whats: Parameters<typeof selectRows>[1][], selected: boolean) => {
    try {
      for (const what of whats) await selectRows(plan.planId, what, selected);
    } catch (error) {
      message.error(sentence(error));
    }
    await queries.invalidateQueries({ queryKey: ["plan", plan.planId] });
  };
  const choosable = rows.filter((row) => row.kind !== "wrong" && row.kind !== "same");
  const on = choosable.filter((row) => row.selected).length;
  const fixed = plan.state !== "ready";
  const titles = query.data?.pages[0]?.titles ?? [];
  const mending = { planId: plan.planId, titles, fixed, about: plan.about };
  const [cursor, setCursor] = useState<number>();
  const step = (by: number) => {
    const next = Math.max(0, Math.min((cursor ?? -1) + by, rows.length - 1));
    setCursor(next);
    virtual.scrollToIndex(next);
  };
  const tick = (row: PlanRow | undefined) => {
    if (row && !fixed && choosable.includes(row)) select([{ indexes: [row.index] }], !row.selected);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    x: () => cursor !== undefined && tick(rows[cursor]),
    Escape: () => setCursor(undefined),
  });
  const kinds: Kind[] = tile ? [tile] : ["created", "changed", "moved", "left"];
  if (rows.length === 0) return <EmptyState title={t("plan.noRows")}>{t("plan.noRowsMore")}</EmptyState>;
  return (
    <div className="oc-table" role="grid" aria-label={t("plan.rows")} aria-rowcount={rows.length + 1}>
      <div role="row" className="oc-row oc-row-head oc-plan-row">
        <span role="columnheader" className="oc-p-tick">
          <Checkbox
            disabled={fixed}
            checked={on > 0 && on === choosable.length}
            indeterminate={on > 0 && on < choosable.length}
            aria-label={t("plan.tickAll")}
            onChange={(event) =>
              select(
                kinds.map((rows) => ({ rows })),
                event.target.checked,
              )
            }
          />
        </span>
        <span role="columnheader">{t("plan.row")}</span>
        <span role="columnheader">{t("plan.change")}</span>
        <span role="columnheader">{t("member.name")}</span>
        <span role="columnheader">{t("plan.nowThen")}</span>
      </div>
      <div className="ob-scroll" ref={box}>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <div
                  key={row.index}
                  role="row"
                  aria-rowindex={item.index + 2}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  data-current={item.index === cursor || undefined}
                  className="oc-row oc-plan-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <Row
                    row={row}
                    mending={mending}
                    onSelect={(selected) => select([{ indexes: [row.index] }], selected)}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** What the file says, and who is not concerned. */
function Fact({ plan, effects }: { plan: Plan; effects?: Effects }) {
  const { t, i18n } = useTranslation(["console", "log"]);
  const { same, wrong, changed, moved, left } = plan.counts;
  const numbers = {
    rows: count(plan.total, i18n.language),
    all: count(changes(plan), i18n.language),
    same: count(same, i18n.language),
    fix: count(wrong, i18n.language),
  };
  const rest = plan.about === "people" && effects && Math.max(0, effects.people - same - changed - moved - left);
  return (
    <p className="ob-note oc-plan-note">
      <Icon name="info" size="small" />
      <span>
        {t(plan.about === "people" ? "plan.fact" : "log:sheet.factOthers", numbers)}
        {i18n.language === "en" && " "}
        {typeof rest === "number" && t("plan.rest", { count: rest, number: count(rest, i18n.language) })}
      </span>
    </p>
  );
}

/** A plan: what would happen, row by row; then that it happened, and the way back. */
export function PlanPage({ planId }: { planId: string }) {
  const { t } = useTranslation(["console", "log"]);
  const { message } = App.useApp();
  const { session } = useConsole();
  const { get, set } = useAddress();
  const tell = useUndo();
  const queries = useQueryClient();
  const [running, setRunning] = useState<Plan>();
  const tile = [...KINDS, "same" as const].find((one) => one === get("kind"));
  const query = useRows(planId, tile);
  const plan = running ?? query.data?.pages[0]?.plan;
  const effects = useEffects(planId);
  const go = async (verb: "apply" | "undo") => {
    try {
      const done = await run(planId, verb, setRunning);
      const undo = verb === "apply" ? () => go("undo") : undefined;
      tell({ text: t(verb === "apply" ? "done.planApplied" : "done.planUndone", { name: done.fileName }), undo });
    } catch (refused) {
      message.error({ content: sentence(refused), duration: 8 });
    }
    await queries.invalidateQueries({ predicate: (one) => one.queryKey[0] !== "session" });
    setRunning(undefined);
  };
  const agree = async () => {
    try {
      await approve(planId);
    } catch (refused) {
      message.error({ content: sentence(refused), duration: 8 });
    }
    await queries.invalidateQueries({ queryKey: ["plan", planId] });
  };
  const waits = plan?.needsApproval && !plan.approvedBy;
  const ready = plan?.state === "ready" && plan.selected > 0 && !waits && !running;
  const applying = useRef(() => {});
  applying.current = () => {
    if (ready) go("apply");
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === "Enter") applying.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  if (query.error) {
    return (
      <>
        <PageBar title={t("page.import")} />
        <ErrorState
          error={query.error}
          retry={query.refetch}
          action={isAbsent(query.error) && <Link to="/console/import">{t("plan.elsewhere")}</Link>}
        />
      </>
    );
  }
  if (!plan) return <SkeletonRows height={ROW} />;
  const { wrong } = plan.counts;
  const state = waits && plan.state === "ready" ? "approval" : plan.state;
  return (
    <>
      <PageBar
        titleText={plan.fileName}
        title={
          <span className="ob-flex">
            <IconButton small icon="back" label={t("back")} onClick={() => set({ plan: undefined, kind: undefined })} />
            <span className="ob-3 oc-wide oc-plan-crumb">{t("plan.crumb")}</span>
            <span className="ob-ell">{plan.fileName}</span>
            <span className="ob-tag">{t(`plan.state.${state}`)}</span>
          </span>
        }
      >
        <Steps state={plan.state} />
      </PageBar>
      <div className="oc-body oc-body-stack">
        <section className="oc-pane" aria-label={plan.fileName}>
          <Tiles plan={plan} tile={tile} onTile={(next) => set({ kind: next }, true)} />
          <Fact plan={plan} effects={effects} />
          {plan.counts.sameName > 0 && plan.state === "ready" && (
            <p className="ob-note oc-plan-note">
              <Icon name="info" size="small" />
              <span>{t("plan.sameNames", { count: plan.counts.sameName })}</span>
            </p>
          )}
          <Rows key={tile} query={query} plan={plan} tile={tile} />
        </section>
        <PlanSide plan={plan} effects={effects} />
      </div>
      <footer className="oc-apply">
        <span className="ob-grow">
          {running ? (
            <Progress
              percent={plan.total ? Math.round((plan.done / plan.total) * 100) : 0}
              aria-label={t("plan.applying")}
            />
          ) : (
            <>
              <strong className="oc-block" role="status">
                {t(`plan.say.${state}`, { count: plan.state === "ready" ? plan.selected : changes(plan) })}
              </strong>
              <span className="ob-2 ob-sm">
                {plan.state === "ready" ? t("plan.skip", { count: wrong }) : t("plan.kept")}
              </span>
            </>
          )}
        </span>
        {wrong + plan.counts.failed > 0 && (
          <Button icon={<Icon name="download" size="small" />} onClick={() => downloaded(errorsPath(planId))}>
            {t("plan.errors")}
          </Button>
        )}
        {waits && plan.createdBy !== session.userId && (
          <Button type="primary" onClick={agree}>
            {t("plan.approve")}
          </Button>
        )}
        {plan.state === "ready" && !waits && (
          <Button type="primary" disabled={!ready} onClick={() => go("apply")}>
            {t("plan.apply")}
            <span className="oc-key-on" aria-hidden="true">
              {MAC ? "⌘↵" : "Ctrl ↵"}
            </span>
          </Button>
        )}
        {plan.state === "applying" && !running && (
          <Button type="primary" onClick={() => go("apply")}>
            {t("plan.goOn")}
          </Button>
        )}
        {plan.done > 0 && !running && plan.state !== "undone" && (
          <Button icon={<Icon name="undo" size="small" />} onClick={() => go("undo")}>
            {t("plan.undo")}
          </Button>
        )}
      </footer>
    </>
  );
}
