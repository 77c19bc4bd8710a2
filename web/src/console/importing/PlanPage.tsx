// biome-ignore-all lint/a11y/useSemanticElements: a table of which only the rows that are seen are there
// biome-ignore-all lint/a11y/useFocusableInteractive: what is within the cells has the focus
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { App, Button, Checkbox, Input, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sentence } from "../../shared/api/errors";
import { ChangeMark, DiffLine } from "../../shared/components/ChangeMark";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useUndo } from "../../shared/components/UndoBar";
import { count } from "../../shared/text";
import { download } from "../api/own";
import { useAddress } from "../parts/useAddress";
import { MAC } from "../shell/Nav";
import { PageBar } from "../shell/PageBar";
import { act, changeRow, fetchPlan, fetchRows, type Plan, type PlanRow, selectRows, TILES, type Tile } from "./api";
import { Recent } from "./index";

const ROW = 44;
const RUNNING_MILLIS = 700;

function Tiles({ plan, tile, onTile }: { plan: Plan; tile: Tile; onTile: (tile: Tile) => void }) {
  const { t, i18n } = useTranslation("console");
  return (
    <div className="oc-tiles" role="group" aria-label={t("plan.tiles")}>
      {TILES.map((one) => (
        <button key={one} type="button" className="oc-tile" aria-pressed={one === tile} onClick={() => onTile(one)}>
          {one !== "all" && <ChangeMark kind={one} />}
          <strong>{count(plan.tiles[one] ?? 0, i18n.language)}</strong>
          <span className="ob-2">{t(`plan.tile.${one}`)}</span>
        </button>
      ))}
    </div>
  );
}

/** A row that has to be fixed: the value is typed anew where it stands. */
function Fix({ row, onFix }: { row: PlanRow; onFix: (field: string, value: string) => void }) {
  const { t } = useTranslation("console");
  const { error } = row;
  const [value, setValue] = useState(error?.value ?? "");
  if (!error) return null;
  return (
    <>
      <Input
        size="small"
        status="error"
        style={{ width: 160, flex: "none" }}
        aria-label={t("plan.fixOf", {
          name: row.name,
          field: t(`plan.field.${error.field}`, { defaultValue: error.field }),
        })}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onPressEnter={() => onFix(error.field, value)}
      />
      <span className="ob-ell" title={error.message}>
        {t(`plan.error.${error.code.replaceAll(".", "_")}`, { defaultValue: error.message })}
      </span>
      {(error.suggestions ?? []).slice(0, 2).map((one) => (
        <Button key={one} size="small" onClick={() => onFix(error.field, one)}>
          {t("plan.take", { value: one })}
        </Button>
      ))}
    </>
  );
}

function Row({
  plan,
  row,
  onChange,
}: {
  plan: Plan;
  row: PlanRow;
  onChange: (body: Parameters<typeof changeRow>[2]) => void;
}) {
  const { t } = useTranslation("console");
  const draft = plan.state === "draft";
  return (
    <>
      <span role="gridcell" className="oc-p-tick">
        {row.kind !== "fix" && (
          <Checkbox
            disabled={!draft}
            checked={row.selected}
            aria-label={t("member.tick", { name: row.name })}
            onChange={(event) => onChange({ selected: event.target.checked })}
          />
        )}
      </span>
      <span role="gridcell" className="ob-mono ob-3 oc-p-row">
        {row.row}
      </span>
      <span role="gridcell" className="oc-p-kind">
        <ChangeMark kind={row.kind} />
        {t(`plan.tile.${row.kind}`)}
      </span>
      <span role="gridcell" className="oc-name oc-p-name">
        <PersonMark userId={row.userId ?? row.name} name={row.name} size={28} />
        <span className="ob-ell oc-name-text">{row.name}</span>
        {row.jobNumber && <span className="ob-mono ob-3 ob-sm">{row.jobNumber}</span>}
      </span>
      <span role="gridcell" className="oc-p-diff">
        {row.kind === "fix" && draft ? (
          <Fix key={row.error?.value} row={row} onFix={(field, value) => onChange({ values: { [field]: value } })} />
        ) : row.kind === "leave" && row.changes.length === 0 ? (
          <span className="ob-2">{t("plan.leaves")}</span>
        ) : (
          row.changes.map((change) => (
            <span key={change.field} className="oc-change-line">
              {row.kind !== "join" && (
                <span className="ob-2">{t(`plan.field.${change.field}`, { defaultValue: change.field })}</span>
              )}
              <DiffLine
                kind={row.kind}
                from={row.kind === "join" ? undefined : change.from || t("audit.empty")}
                to={change.to || (row.kind === "join" ? undefined : t("audit.empty"))}
              />
              {change.note && <span className="ob-3 ob-sm">{change.note}</span>}
            </span>
          ))
        )}
      </span>
    </>
  );
}

function Rows({ plan, tile }: { plan: Plan; tile: Tile }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const queries = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery({
    queryKey: ["planRows", plan.planId, tile],
    queryFn: ({ pageParam }) => fetchRows(plan.planId, tile, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
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
  const anew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["planRows", plan.planId] }),
      queries.invalidateQueries({ queryKey: ["plan", plan.planId] }),
    ]);
  const change = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      message.error(sentence(error));
    }
    await anew();
  };
  const choosable = rows.filter((row) => row.kind !== "fix");
  const on = choosable.filter((row) => row.selected).length;
  if (query.error) return <ErrorState error={query.error} retry={query.refetch} />;
  if (query.isPending) return <SkeletonRows height={ROW} />;
  if (rows.length === 0) return <EmptyState title={t("plan.noRows")}>{t("plan.noRowsMore")}</EmptyState>;
  return (
    <div className="oc-table" role="grid" aria-label={t("plan.rows")} aria-rowcount={rows.length + 1}>
      <div role="row" className="oc-row oc-row-head oc-plan-row">
        <span role="columnheader" className="oc-p-tick">
          <Checkbox
            disabled={plan.state !== "draft"}
            checked={on > 0 && on === choosable.length}
            indeterminate={on > 0 && on < choosable.length}
            aria-label={t("plan.tickAll")}
            onChange={(event) => change(() => selectRows(plan.planId, tile, event.target.checked))}
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
                  key={row.row}
                  role="row"
                  aria-rowindex={item.index + 2}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="oc-row oc-plan-row"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <Row plan={plan} row={row} onChange={(body) => change(() => changeRow(plan.planId, row.row, body))} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Effects({ plan }: { plan: Plan }) {
  const { t } = useTranslation("console");
  const { removals, limit } = plan.guard;
  const sum = (name: "joined" | "left" | "moved") => plan.departments.reduce((all, one) => all + one[name], 0);
  const line = (one: { name: string; joined: number; left: number; moved: number }, total = false) => (
    <tr key={one.name} data-total={total || undefined}>
      <td className="ob-ell" title={one.name}>
        {one.name}
      </td>
      <td className="oc-in">{one.joined ? `+${one.joined}` : "·"}</td>
      <td className="oc-out">{one.left ? `−${one.left}` : "·"}</td>
      <td className="oc-moved">{one.moved || "·"}</td>
    </tr>
  );
  return (
    <aside className="oc-side-panel oc-side-small" aria-label={t("plan.after")}>
      <div>
        <h2 className="oc-h3">{t("plan.after")}</h2>
        <table className="oc-effects">
          <thead>
            <tr>
              <th>{t("plan.department")}</th>
              <th>{t("plan.in")}</th>
              <th>{t("plan.out")}</th>
              <th>{t("plan.moves")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.departments.slice(0, 12).map((one) => line(one))}
            {line({ name: t("plan.everywhere"), joined: sum("joined"), left: sum("left"), moved: sum("moved") }, true)}
          </tbody>
        </table>
      </div>
      <div>
        <h2 className="oc-h3">{t("plan.guard")}</h2>
        <Progress
          percent={limit ? Math.min(100, (removals / limit) * 100) : 0}
          showInfo={false}
          size="small"
          aria-label={t("plan.guard")}
          status={removals > limit ? "exception" : "normal"}
        />
        <p className="ob-2 ob-sm">{t("plan.guardMore", { removals, limit })}</p>
      </div>
      <div>
        <h2 className="oc-h3">{t("plan.recent")}</h2>
        <Recent />
      </div>
    </aside>
  );
}

/** A plan: what would happen, row by row; then that it happened, and the way back. */
export function PlanPage({ planId }: { planId: string }) {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const { get, set } = useAddress();
  const tell = useUndo();
  const queries = useQueryClient();
  const tile = (TILES.find((one) => one === get("kind")) ?? "all") as Tile;
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({
    queryKey: ["plan", planId],
    queryFn: () => fetchPlan(planId),
    refetchInterval: (query) => (query.state.data?.state === "applying" ? RUNNING_MILLIS : false),
  });
  const run = async (verb: "apply" | "undo" | "approve") => {
    try {
      await act(planId, verb);
      if (verb === "undo") tell({ text: t("done.planUndone", { name: plan?.name }) });
    } catch (refused) {
      message.error({ content: sentence(refused), duration: 8 });
    }
    await queries.invalidateQueries();
  };
  const running = useRef(run);
  running.current = run;
  const state = plan?.state;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === "Enter" && state === "draft") running.current("apply");
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [state]);
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!plan) return <SkeletonRows height={ROW} />;
  const { all, fix, same } = plan.tiles;
  return (
    <>
      <PageBar
        titleText={plan.name}
        title={
          <span className="ob-flex">
            <IconButton small icon="back" label={t("back")} onClick={() => set({ plan: undefined, kind: undefined })} />
            <span className="ob-ell">{plan.name}</span>
            <span className="ob-tag">{t(`plan.state.${plan.state}`)}</span>
          </span>
        }
      />
      <div className="oc-body oc-body-stack">
        <section className="oc-pane" aria-label={plan.name}>
          <Tiles plan={plan} tile={tile} onTile={(next) => set({ kind: next === "all" ? undefined : next }, true)} />
          <p className="ob-note oc-plan-note">
            <Icon name="info" size="small" />
            <span>
              {t("plan.fact", { all, same: same ?? 0, fix })}
              {plan.untouched ? t("plan.untouched", { count: plan.untouched }) : ""}
            </span>
          </p>
          <Rows plan={plan} tile={tile} />
        </section>
        <Effects plan={plan} />
      </div>
      <footer className="oc-apply">
        <span className="ob-grow">
          {plan.state === "applying" ? (
            <Progress
              percent={plan.total ? Math.round((plan.done / plan.total) * 100) : 0}
              aria-label={t("plan.applying")}
            />
          ) : (
            <>
              <strong className="oc-block" role="status">
                {t(`plan.say.${plan.state}`, { count: plan.state === "applied" ? plan.done : all })}
              </strong>
              <span className="ob-2 ob-sm">
                {plan.state === "draft" ? t("plan.skip", { count: fix }) : t("plan.kept")}
              </span>
            </>
          )}
        </span>
        {fix > 0 && (
          <Button
            icon={<Icon name="download" size="small" />}
            onClick={() => download(`console/plans/${encodeURIComponent(planId)}/errors`)}
          >
            {t("plan.errors")}
          </Button>
        )}
        {plan.state === "draft" && (
          <Button type="primary" disabled={all === 0} onClick={() => run("apply")}>
            {t("plan.apply")}
            <span className="oc-key-on" aria-hidden="true">
              {MAC ? "⌘↵" : "Ctrl ↵"}
            </span>
          </Button>
        )}
        {plan.state === "approval" && (
          <Button type="primary" onClick={() => run("approve")}>
            {t("plan.approve")}
          </Button>
        )}
        {plan.state === "applied" && (
          <Button icon={<Icon name="undo" size="small" />} onClick={() => run("undo")}>
            {t("plan.undo")}
          </Button>
        )}
      </footer>
    </>
  );
}
