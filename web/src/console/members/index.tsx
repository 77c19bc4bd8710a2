import { Button, Splitter } from "antd";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { useNarrow } from "../../shared/components/useNarrow";
import { ROOT, useDepartment, useTop } from "../api/directory";
import type { Branch, Member } from "../api/types";
import { useAddress } from "../parts/useAddress";
import { PageBar } from "../shell/PageBar";
import { AddMember } from "./AddMember";
import { DepartmentForm } from "./DepartmentForm";
import { FindDepartment } from "./FindDepartment";
import { Inspector } from "./Inspector";
import { departmentOrders } from "./order";
import { People } from "./People";
import { Tree, type Where } from "./Tree";
import { useWrites } from "./writes";

const WIDTH = "ob-tree-width";

/** Members and departments: the tree, the people of a department, and one of them. */
export function Component() {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { get, set } = useAddress();
  const writes = useWrites();
  const top = useTop();
  const topmost = top.data?.departments[0]?.deptId ?? ROOT;
  const deptId = Number(get("dept")) || topmost;
  const person = get("person");
  const department = useDepartment(top.data && deptId);
  const first = department.data?.department;
  const total = top.data?.departments.reduce((sum, one) => sum + one.memberCount, 0);
  const [newDepartment, setNewDepartment] = useState(false);
  const dragged = useRef<Member[]>([]);
  const [order, setOrder] = useState<string[]>([]);
  const select = useCallback(
    (id: number) => set({ dept: id === topmost ? undefined : id, person: undefined, q: undefined, state: undefined }),
    [set, topmost],
  );
  const place = (
    moved: { branch: Branch; parentId?: number },
    on: { branch: Branch; parentId?: number },
    where: Where,
    siblings: Branch[],
  ) => {
    const from = moved.parentId ?? ROOT;
    if (where === "into") {
      writes.place(moved.branch, from, on.branch, [], []);
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
    writes.place(moved.branch, from, { deptId: on.parentId ?? ROOT, name: "" }, orders, before);
  };
  const tree = (
    <section className="oc-pane oc-tree-pane" aria-label={t("tree.departments")}>
      <FindDepartment onFound={select} />
      <Tree
        selected={deptId}
        path={department.data?.path.map((step) => step.deptId) ?? []}
        onSelect={select}
        onPlace={place}
        onPeople={(branch) => writes.move(dragged.current, deptId, branch)}
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
  const inspector = person && <Inspector key="inspector" userId={person} order={order} deptId={deptId} />;
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
        <IconButton className="oc-narrow" icon="plus" label={t("member.add")} onClick={() => set({ add: true })} />
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
        {inspector}
      </div>
      <AddMember open={get("add") === "1"} department={first} onClose={() => set({ add: undefined }, true)} />
      <DepartmentForm open={newDepartment} parent={first} onClose={() => setNewDepartment(false)} onMade={select} />
    </>
  );
}
