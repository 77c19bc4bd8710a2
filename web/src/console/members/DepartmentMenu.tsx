import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { legacy } from "../api/own";
import type { Branch } from "../api/types";
import { useAddress } from "../parts/useAddress";
import { anew, type StoredDepartment } from "./anew";
import { useWrites } from "./writes";

// Forms and pickers: fetched when somebody wants them.
const DepartmentForm = lazy(async () => ({ default: (await import("./DepartmentForm")).DepartmentForm }));
const MoveDepartment = lazy(async () => ({ default: (await import("./MoveDepartment")).MoveDepartment }));

/** What can be done with a department. */
export function DepartmentMenu({ page }: { page: Branch }) {
  const { t } = useTranslation("console");
  const { set } = useAddress();
  const act = useAct();
  const writes = useWrites();
  const [shown, setShown] = useState<"new" | "move">();
  const root = page.deptId === ROOT;
  const items = [
    { key: "settings", label: t("department.settings") },
    { key: "new", label: t("department.newHere") },
    ...(root
      ? []
      : [
          { key: "move", label: t("department.move") },
          { type: "divider" as const },
          { key: "delete", label: t("department.delete"), danger: true },
        ]),
  ];
  const remove = async () => {
    const { name, deptId, parentId = ROOT } = page;
    let stored: StoredDepartment | undefined;
    const gone = await act({
      text: t("done.departmentDeleted", { name }),
      run: async () => {
        stored = await legacy<StoredDepartment>("/topapi/v2/department/get", { dept_id: deptId });
        await legacy("/topapi/v2/department/delete", { dept_id: deptId });
      },
      // A department that was deleted comes back as it was, under a new id; the log tells both.
      undo: async () => {
        if (!stored) return;
        const { create, update } = anew(stored);
        const made = await legacy<{ dept_id: number }>("/topapi/v2/department/create", create);
        if (update) await legacy("/topapi/v2/department/update", { ...update, dept_id: made.dept_id });
      },
    });
    if (gone) set({ dept: parentId === ROOT ? undefined : parentId, person: undefined });
  };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items,
          onClick: ({ key }) => {
            if (key === "delete") remove();
            else if (key === "settings") set({ settings: true, add: undefined });
            else setShown(key as typeof shown);
          },
        }}
      >
        <Button type="text" size="small" data-sets aria-label={t("department.menu")} icon={<Icon name="gear" />} />
      </Dropdown>
      <Suspense fallback={null}>
        {shown === "new" && (
          <DepartmentForm
            parent={page}
            onClose={() => setShown(undefined)}
            onMade={(deptId) => set({ dept: deptId, person: undefined })}
          />
        )}
        {shown === "move" && (
          <MoveDepartment
            page={page}
            onClose={() => setShown(undefined)}
            onMove={(to) => writes.place(page, page.parentId ?? ROOT, to, [], [])}
          />
        )}
      </Suspense>
    </>
  );
}
