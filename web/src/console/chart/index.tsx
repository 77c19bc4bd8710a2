// biome-ignore-all lint/correctness/noComponentHookFactories: the names of keys, not of components

import { useQuery } from "@tanstack/react-query";
import { App, Button, Dropdown, Segmented } from "antd";
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { PersonMark } from "../../shared/components/PersonMark";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useKeys } from "../../shared/components/useKeys";
import { useNarrow } from "../../shared/components/useNarrow";
import { count } from "../../shared/text";
import { fetchDepartment, fetchPerson, searchDepartments, searchPeople } from "../api/directory";
import { useAddress } from "../parts/useAddress";
import { useAsked } from "../parts/useSize";
import { useConsole } from "../shell/context";
import { PageBar } from "../shell/PageBar";
import { exported, type Format } from "./export";
import { BOX_HEIGHT, BOX_WIDTH, COLUMN, type Placed, placed, wayTo, wire } from "./layout";
import { MiniMap } from "./MiniMap";
import { useDepartmentNodes, usePeopleNodes, type View } from "./nodes";

const ZOOM_MIN = 0.2;
const ZOOM_MAX = 2;
/** Departments that "all levels" opens at most. */
const OPEN_MAX = 400;
/** Levels that are open at first. */
const LEVELS = 3;
/** Beyond this many boxes only those that are seen are drawn. */
const CULLED_FROM = 500;

interface Camera {
  x: number;
  y: number;
  zoom: number;
}

interface Hit {
  id: string;
  name: string;
  more: string;
  path: string[];
}

/** What a text finds, with the way that has to be opened to it. */
async function find(q: string, view: View, signal: AbortSignal): Promise<Hit[]> {
  if (view === "departments") {
    const hits = await searchDepartments(q, signal);
    return hits.map((hit) => ({
      id: String(hit.deptId),
      name: hit.name,
      more: hit.path
        .slice(0, -1)
        .map((step) => step.name)
        .join(" / "),
      path: hit.path.map((step) => String(step.deptId)),
    }));
  }
  const people = await searchPeople(q, signal);
  return people.map((one) => ({
    id: one.userId,
    name: one.name ?? one.userId,
    more: [one.jobNumber, one.title].filter(Boolean).join(" · "),
    path: [],
  }));
}

/** The way from the top to somebody, for the chart of people. */
async function lineOf(userId: string): Promise<string[]> {
  const way = [userId];
  for (let at = await fetchPerson(userId); at.manager && way.length < 12; at = await fetchPerson(at.manager.userId))
    way.unshift(at.manager.userId);
  return way;
}

function Search({ view, onFly }: { view: View; onFly: (hit: Hit) => void }) {
  const { t } = useTranslation("console");
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const q = useAsked(text.trim());
  const { data } = useQuery({
    queryKey: ["chartFind", view, q],
    queryFn: ({ signal }) => find(q, view, signal),
    enabled: q !== "",
    placeholderData: (before) => before,
  });
  const hits = q ? (data ?? []).slice(0, 8) : [];
  useKeys({ "/": () => input.current?.focus() });
  const fly = (hit: Hit | undefined) => hit && onFly(hit);
  return (
    <div className="oc-float oc-chart-search">
      <label className="oc-chart-field">
        <Icon name="search" size="small" />
        <input
          ref={input}
          type="search"
          placeholder={t("chart.search")}
          aria-label={t("chart.search")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
            else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
            else if (event.key === "Enter") fly(hits[at]);
            else return;
            event.preventDefault();
          }}
        />
        {hits.length > 0 && <span className="ob-3 ob-sm">{`${at + 1} / ${hits.length}`}</span>}
      </label>
      {hits.length > 0 && (
        <ul>
          {hits.map((hit, index) => (
            <li key={hit.id}>
              <button
                type="button"
                className="oc-find-row"
                data-on={index === at || undefined}
                onClick={() => fly(hit)}
              >
                <span className="ob-ell oc-block">{hit.name}</span>
                <span className="ob-person-2 ob-ell">{hit.more}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface BoxProps {
  box: Placed;
  selected: boolean;
  onWay: boolean;
  onToggle: () => void;
  onSelect: () => void;
}

function Box({ box, selected, onWay, onToggle, onSelect }: BoxProps) {
  const { t, i18n } = useTranslation("console");
  return (
    <div
      className="oc-box"
      data-way={onWay || undefined}
      data-selected={selected || undefined}
      data-vacant={box.vacant || undefined}
      style={{ left: box.x, top: box.y }}
    >
      <button type="button" className="oc-box-body" aria-current={selected || undefined} onClick={onSelect}>
        {box.head ? (
          <PersonMark userId={box.head.userId} name={box.head.name} size={24} />
        ) : (
          <span className="ob-mark ob-thing oc-vacant" aria-hidden="true">
            <Icon name={box.vacant ? "user" : "dept"} size="small" />
          </span>
        )}
        <span className="ob-grow">
          <span className="oc-box-name">
            <strong className="ob-ell" title={box.name}>
              {box.name}
            </strong>
            {box.count !== undefined && <strong>{count(box.count, i18n.language)}</strong>}
          </span>
          <span className="oc-box-second ob-3">
            <span className="ob-ell">{box.second}</span>
            {box.direct !== undefined && <span>{t("chart.direct", { count: box.direct })}</span>}
          </span>
        </span>
      </button>
      <i className="oc-box-share" style={{ width: `${box.share * (BOX_WIDTH - 20)}px` }} aria-hidden="true" />
      {box.childCount > 0 && (
        <button type="button" className="oc-box-toggle" aria-expanded={box.open} onClick={onToggle}>
          {box.open ? "−" : `+${box.childCount}`}
          <span className="ob-sr"> {t(box.open ? "chart.close" : "chart.open", { name: box.name })}</span>
        </button>
      )}
    </div>
  );
}

/** Opens departments down to a level. */
async function downTo(root: string, levels: number): Promise<string[]> {
  const open: string[] = [];
  let level = [root];
  for (let depth = 1; depth < levels && level.length && open.length < OPEN_MAX; depth++) {
    open.push(...level.slice(0, OPEN_MAX - open.length));
    const pages = await Promise.all(level.slice(0, OPEN_MAX).map((id) => fetchDepartment(idOf(id))));
    level = pages.flatMap((page) =>
      page.departments.filter((one) => one.childCount > 0).map((one) => String(one.deptId)),
    );
  }
  return open;
}

/** The departments above one that an address names. */
async function aboveOf(deptId: string | undefined): Promise<string[]> {
  if (!idOf(deptId)) return [];
  const { path } = await fetchDepartment(idOf(deptId));
  return path.slice(0, -1).map((step) => String(step.deptId));
}

/** The organization as boxes from left to right; what is open is drawn, the rest waits. */
export function Component() {
  const { t } = useTranslation("console");
  const { message } = App.useApp();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { session } = useConsole();
  const { get, set } = useAddress();
  const view: View = get("view") === "people" ? "people" : "departments";
  const from = get("from") ?? session.userId ?? "";
  const chosen = get("at");
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [camera, setCamera] = useState<Camera>({ x: 24, y: 80, zoom: 1 });
  const [flying, setFlying] = useState(false);
  const [level, setLevel] = useState(LEVELS);
  const box = useRef<HTMLDivElement>(null);
  const grip = useRef<{ x: number; y: number }>(undefined);
  const departments = useDepartmentNodes(opened, view === "departments", {
    vacant: t("chart.vacant"),
    direct: (count) => t("chart.direct", { count }),
  });
  const people = usePeopleNodes(from, opened, view === "people");
  const { root, children, error, retry } = view === "departments" ? departments : people;
  const rootId = root?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address names is opened once
  useEffect(() => {
    if (!rootId) return;
    let isLate = false;
    const first = (ids: string[]) => !isLate && setOpened((before) => (before.size ? before : new Set(ids)));
    if (view === "people") first([rootId]);
    else
      Promise.all([downTo(rootId, LEVELS), aboveOf(chosen)]).then(
        ([open, above]) => first([...open, ...above]),
        () => first([rootId]),
      );
    return () => {
      isLate = true;
    };
  }, [rootId, view]);
  const boxes = root ? placed(root, children, (id) => opened.has(id)) : [];
  const way = wayTo(boxes, chosen);
  const byId = new Map(boxes.map((one) => [one.id, one]));
  const size = { width: box.current?.clientWidth ?? 1000, height: box.current?.clientHeight ?? 600 };
  const target = chosen ? byId.get(chosen) : undefined;
  const flight = target && `${target.id}:${target.x}:${target.y}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: flies when another box is chosen, or where it stands changes
  useEffect(() => {
    if (!target) return;
    setFlying(true);
    setCamera(({ zoom }) => ({
      zoom,
      x: size.width / 2 - (target.x + BOX_WIDTH / 2) * zoom,
      y: size.height / 2 - (target.y + BOX_HEIGHT / 2) * zoom,
    }));
    const timer = setTimeout(() => setFlying(false), 340);
    return () => clearTimeout(timer);
  }, [flight]);
  const toggle = (id: string) =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const fly = async (hit: Hit) => {
    const path = view === "people" ? await lineOf(hit.id) : hit.path;
    setOpened((before) => new Set([...before, ...path.slice(0, -1)]));
    set({ at: hit.id, from: view === "people" && !byId.has(path[0] ?? "") ? hit.id : get("from") }, true);
  };
  const zoomTo = (zoom: number, at = { x: size.width / 2, y: size.height / 2 }) =>
    setCamera((before) => {
      const next = Math.max(ZOOM_MIN, Math.min(ZOOM_MAX, zoom));
      const scale = next / before.zoom;
      return { zoom: next, x: at.x - (at.x - before.x) * scale, y: at.y - (at.y - before.y) * scale };
    });
  const fit = () => {
    const width = Math.max(...boxes.map((one) => one.x + COLUMN), 1);
    const height = Math.max(...boxes.map((one) => one.y + BOX_HEIGHT), 1);
    const zoom = Math.max(ZOOM_MIN, Math.min(1, (size.width - 48) / width, (size.height - 48) / height));
    setCamera({ zoom, x: 24, y: Math.max(24, (size.height - height * zoom) / 2) });
  };
  const pan = (x: number, y: number) => setCamera((before) => ({ ...before, x: before.x + x, y: before.y + y }));
  useKeys({
    "+": () => zoomTo(camera.zoom * 1.2),
    "=": () => zoomTo(camera.zoom * 1.2),
    "-": () => zoomTo(camera.zoom / 1.2),
    "0": fit,
    ArrowLeft: () => pan(80, 0),
    ArrowRight: () => pan(-80, 0),
    ArrowUp: () => pan(0, 80),
    ArrowDown: () => pan(0, -80),
    Enter: () =>
      chosen &&
      navigate(
        view === "people" ? `/console/members?person=${encodeURIComponent(chosen)}` : `/console/members?dept=${chosen}`,
      ),
    Escape: () => set({ at: undefined }),
  });
  const zooming = useRef(zoomTo);
  zooming.current = zoomTo;
  // A wheel that a page listens to passively cannot be kept from scrolling it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: listens once the canvas is there
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const turned = (event: WheelEvent) => {
      event.preventDefault();
      const rectangle = element.getBoundingClientRect();
      const at = { x: event.clientX - rectangle.left, y: event.clientY - rectangle.top };
      if (event.ctrlKey || event.metaKey)
        setCamera((before) => {
          const next = Math.max(ZOOM_MIN, Math.min(ZOOM_MAX, before.zoom * Math.exp(-event.deltaY / 300)));
          const scale = next / before.zoom;
          return { zoom: next, x: at.x - (at.x - before.x) * scale, y: at.y - (at.y - before.y) * scale };
        });
      else setCamera((before) => ({ ...before, x: before.x - event.deltaX, y: before.y - event.deltaY }));
    };
    element.addEventListener("wheel", turned, { passive: false });
    return () => element.removeEventListener("wheel", turned);
  }, [rootId]);
  const shown = useMemo(() => {
    if (boxes.length < CULLED_FROM) return boxes;
    const near = (one: Placed) => {
      const x = one.x * camera.zoom + camera.x;
      const y = one.y * camera.zoom + camera.y;
      return x > -COLUMN && y > -100 && x < size.width + 100 && y < size.height + 100;
    };
    return boxes.filter(near);
  }, [boxes, camera, size.width, size.height]);
  const saveAs = async (format: Format) => {
    try {
      await exported(boxes, root?.name ?? "orgbook", format);
    } catch {
      message.error(t("chart.exportFailed"));
    }
  };
  const dragged = (event: PointerEvent<HTMLDivElement>) => {
    if (!grip.current) return;
    pan(event.clientX - grip.current.x, event.clientY - grip.current.y);
    grip.current = { x: event.clientX, y: event.clientY };
  };
  const formats = (["svg", "png", "pdf"] as const).map((key) => ({ key, label: key.toUpperCase() }));
  return (
    <>
      <PageBar title={t("page.chart")}>
        <Segmented
          size="small"
          aria-label={t("chart.view")}
          value={view}
          onChange={(next) => {
            setOpened(new Set());
            setLevel(LEVELS);
            set({ view: next === "people" ? "people" : undefined, at: undefined });
          }}
          options={[
            { value: "departments", label: t("chart.departments") },
            { value: "people", label: t("chart.people") },
          ]}
        />
        {view === "departments" && (
          <span className="ob-flex oc-wide">
            <span className="ob-3 ob-sm">{t("chart.level")}</span>
            <Segmented
              size="small"
              aria-label={t("chart.level")}
              value={level}
              onChange={async (levels) => {
                setLevel(levels);
                if (rootId) setOpened(new Set(await downTo(rootId, levels)));
              }}
              options={[1, 2, 3]
                .map((value) => ({ value, label: String(value) }))
                .concat([{ value: 99, label: t("chart.all") }])}
            />
          </span>
        )}
        <Dropdown trigger={["click"]} menu={{ items: formats, onClick: ({ key }) => saveAs(key as Format) }}>
          <Button size="small" aria-label={t("chart.export")} icon={<Icon name="download" size="small" />}>
            {narrow ? "" : t("chart.export")}
          </Button>
        </Dropdown>
      </PageBar>
      {error ? (
        <ErrorState error={error} retry={retry} />
      ) : !root ? (
        <SkeletonRows height={64} />
      ) : (
        <div
          ref={box}
          className="oc-canvas"
          role="application"
          aria-label={t("chart.canvas")}
          onPointerDown={(event) => {
            if ((event.target as Element).closest("button, input, .oc-float")) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            grip.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={dragged}
          onPointerUp={() => {
            grip.current = undefined;
          }}
        >
          <div
            className="oc-stage"
            data-flying={flying || undefined}
            style={{ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})` }}
          >
            <svg className="oc-wires" aria-hidden="true">
              {shown.map((one) => {
                const parent = one.parent && byId.get(one.parent);
                return parent ? (
                  <path key={one.id} d={wire(parent, one)} data-way={way.has(one.id) || undefined} />
                ) : null;
              })}
            </svg>
            {shown.map((one) => (
              <Box
                key={one.id}
                box={one}
                selected={one.id === chosen}
                onWay={way.has(one.id)}
                onToggle={() => toggle(one.id)}
                onSelect={() => set({ at: one.id }, true)}
              />
            ))}
          </div>
          <Search view={view} onFly={fly} />
          {chosen && target && (
            <div className="oc-float oc-chart-open">
              <Button
                size="small"
                onClick={() =>
                  navigate(
                    view === "people"
                      ? `/console/members?person=${encodeURIComponent(chosen)}`
                      : `/console/members?dept=${chosen}`,
                  )
                }
              >
                {t("chart.toMembers", { name: target.name })}
              </Button>
            </div>
          )}
          <MiniMap
            boxes={boxes}
            camera={camera}
            size={size}
            onLook={(at) =>
              setCamera(({ zoom }) => ({
                zoom,
                x: size.width / 2 - at.x * zoom,
                y: size.height / 2 - at.y * zoom,
              }))
            }
          />
          <div className="oc-float oc-zoom">
            <IconButton small icon="plus" label={t("chart.zoomIn")} onClick={() => zoomTo(camera.zoom * 1.2)} />
            <IconButton small icon="minus" label={t("chart.zoomOut")} onClick={() => zoomTo(camera.zoom / 1.2)} />
            <IconButton small icon="fit" label={t("chart.fit")} onClick={fit} />
          </div>
        </div>
      )}
    </>
  );
}
