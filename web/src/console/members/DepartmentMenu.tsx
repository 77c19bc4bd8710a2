import { Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { legacy } from "../api/own";
import type { Branch } from "../api/types";
import { useAddress } from "../parts/useAddress";
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
    const { name, deptId, parentId = ROOT, order } = page;
    const gone = await act({
      text: t("done.departmentDeleted", { name }),
      run: () => legacy("/topapi/v2/department/delete", { dept_id: deptId }),
      // A department that was deleted comes back under a new id; the log tells both.
      undo: () => legacy("/topapi/v2/department/create", { name, parent_id: parentId, order }),
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
