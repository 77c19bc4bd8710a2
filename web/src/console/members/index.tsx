import { Button, Splitter } from "antd";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { useNarrow } from "../../shared/components/useNarrow";
import { fetchDepartment, ROOT, useDepartment, useTop } from "../api/directory";
import type { Branch, Member } from "../api/types";
import { pathText } from "../parts/format";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";
import { FindDepartment } from "./FindDepartment";
import { departmentOrders } from "./order";
import { People } from "./People";
import { Tree, type Where } from "./Tree";
import { useSure } from "./useSure";
import { useWrites } from "./writes";

const WIDTH = "ob-tree-width";
// What is beside the list, and forms: fetched when they are wanted.
const fetchInspector = () => import("./Inspector");
const Inspector = lazy(async () => ({ default: (await fetchInspector()).Inspector }));
const AddMember = lazy(async () => ({ default: (await import("./AddMember")).AddMember }));
const HandOver = lazy(async () => ({ default: (await import("../leavers/HandOver")).HandOver }));
const DepartmentForm = lazy(async () => ({ default: (await import("./DepartmentForm")).DepartmentForm }));
const DepartmentSettings = lazy(async () => ({ default: (await import("./DepartmentSettings")).DepartmentSettings }));

/** Members and departments: the tree, the people of a department, and one of them. */
export function Component() {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { get, set } = useAddress();
  const writes = useWrites();
  const sure = useSure();
  const top = useTop();
  const topmost = top.data?.departments[0]?.deptId ?? ROOT;
  const deptId = idOf(get("dept")) || topmost;
  const person = get("person");
  const department = useDepartment(top.data && deptId);
  const first = department.data?.department;
  const total = top.data?.departments.reduce((sum, one) => sum + one.memberCount, 0);
  const [newDepartment, setNewDepartment] = useState(false);
  const dragged = useRef<Member[]>([]);
  const [order, setOrder] = useState<string[]>([]);
  const select = useCallback(
    (id: number) =>
      set({
        dept: id === topmost ? undefined : id,
        person: undefined,
        handover: undefined,
        q: undefined,
        state: undefined,
      }),
    [set, topmost],
  );
  const sureOfMove = async ({ name, memberCount }: Branch, to: number) => {
    const { path } = await fetchDepartment(to);
    return sure.ask(
      t("department.moveSure", { name, to: pathText(path) }),
      t("department.moveWhat", { count: memberCount }),
    );
  };
  const place = async (
    moved: { branch: Branch; parentId?: number },
    on: { branch: Branch; parentId?: number },
    where: Where,
    siblings: Branch[],
  ) => {
    const from = moved.parentId ?? ROOT;
    const to = where === "into" ? on.branch.deptId : (on.parentId ?? ROOT);
    if (to !== from && !(await sureOfMove(moved.branch, to))) return;
    if (where === "into") {
      if (to !== from) writes.place(moved.branch, from, on.branch, [], []);
      return;
    }
    const others = siblings.filter((one) => one.deptId !== moved.branch.deptId);
    const index = others.findIndex((one) => one.deptId === on.branch.deptId) + (where === "after" ? 1 : 0);
    const orders = departmentOrders(
      moved.branch.deptId,
      others.map((one) => ({ id: one.deptId, order: one.order })),
      index,
    );
    const known = new Map([...siblings, moved.branch].map((one) => [one.deptId, one.order]));
    const before = orders.flatMap(([id]): [number, number][] => {
      const order = known.get(id);
      return order === undefined ? [] : [[id, order]];
    });
    const name = to === from ? "" : ((await fetchDepartment(to)).department?.name ?? "");
    writes.place(moved.branch, from, { deptId: to, name }, orders, before);
  };
  const movePeople = async (branch: Branch) => {
    const people = dragged.current;
    const title = t("batch.moveSure", { count: people.length, to: branch.name });
    if (await sure.many(title, people.length)) writes.move(people, deptId, branch);
  };
  const tree = (
    <section className="oc-pane oc-tree-pane" aria-label={t("tree.departments")}>
      <FindDepartment onFound={select} />
      <Tree
        selected={deptId}
        path={department.data?.path.map((step) => step.deptId) ?? []}
        onSelect={select}
        onPlace={place}
        onPeople={movePeople}
      />
      <footer className="oc-foot">
        <Button
          type="text"
          size="small"
          icon={<Icon name="plus" size="small" />}
          onClick={() => setNewDepartment(true)}
        >
          {t("department.new")}
        </Button>
      </footer>
    </section>
  );
  const people = (
    <People
      key={deptId}
      deptId={deptId}
      department={department}
      onDrag={(members) => {
        dragged.current = members;
      }}
      onOrder={setOrder}
      onSelect={select}
    />
  );
  useEffect(() => {
    // Soon wanted: fetched once the list stands there.
    if (first) fetchInspector();
  }, [first]);
  const close = (name: "add" | "settings" | "handover") => () => set({ [name]: undefined });
  const side =
    get("add") === "1" ? (
      <AddMember department={first} onClose={close("add")} />
    ) : get("settings") === "1" && first ? (
      <DepartmentSettings key={first.deptId} page={first} onClose={close("settings")} />
    ) : person && get("handover") === "1" ? (
      <HandOver
        key={person}
        userId={person}
        onClose={close("handover")}
        onLeft={() => set({ person: undefined, handover: undefined })}
      />
    ) : (
      person && <Inspector key="inspector" userId={person} order={order} deptId={deptId} />
    );
  return (
    <>
      <PageBar title={t("page.members")} fact={total !== undefined && t("member.fact", { count: total })}>
        <Button
          className="oc-wide"
          type="text"
          size="small"
          icon={<Icon name="link" size="small" />}
          onClick={() => navigate("/console/applications?tab=invite")}
        >
          {t("member.invite")}
        </Button>
        <Button
          className="oc-wide"
          type="text"
          size="small"
          icon={<Icon name="upload" size="small" />}
          onClick={() => navigate("/console/import")}
        >
          {t("member.import")}
        </Button>
        <Button
          className="oc-wide"
          data-adds
          type="primary"
          size="small"
          icon={<Icon name="plus" size="small" />}
          onClick={() => set({ add: true })}
        >
          {t("member.add")}
          <span className="oc-key-on" aria-hidden="true">
            N
          </span>
        </Button>
        <IconButton
          className="oc-narrow"
          data-adds
          icon="plus"
          label={t("member.add")}
          onClick={() => set({ add: true })}
        />
      </PageBar>
      <div className="oc-body">
        {narrow ? (
          people
        ) : (
          <Splitter
            className="oc-splitter"
            onResizeEnd={([width]) => width && localStorage.setItem(WIDTH, String(Math.round(width)))}
          >
            <Splitter.Panel defaultSize={Number(localStorage.getItem(WIDTH)) || 240} min={200} max={400}>
              {tree}
            </Splitter.Panel>
            <Splitter.Panel>{people}</Splitter.Panel>
          </Splitter>
        )}
        {side && <Suspense fallback={<aside className="oc-insp" aria-label={t("inspector.title")} />}>{side}</Suspense>}
      </div>
      {newDepartment && (
        <Suspense fallback={null}>
          <DepartmentForm parent={first} onClose={() => setNewDepartment(false)} onMade={select} />
        </Suspense>
      )}
    </>
  );
}
