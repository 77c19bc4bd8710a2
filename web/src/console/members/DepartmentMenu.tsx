import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { legacy } from "../api/own";
import type { Branch } from "../api/types";
import { PickList } from "../parts/Picker";
import { useAddress } from "../parts/useAddress";
import { DepartmentForm } from "./DepartmentForm";
import { DepartmentSettings } from "./DepartmentSettings";
import { useWrites } from "./writes";

/** What can be done with a department. */
export function DepartmentMenu({ page }: { page: Branch }) {
  const { t } = useTranslation("console");
  const { set } = useAddress();
  const act = useAct();
  const writes = useWrites();
  const [shown, setShown] = useState<"settings" | "new" | "move">();
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
          onClick: ({ key }) => (key === "delete" ? remove() : setShown(key as typeof shown)),
        }}
      >
        <Button type="text" size="small" aria-label={t("department.menu")} icon={<Icon name="gear" />} />
      </Dropdown>
      {shown === "settings" && <DepartmentSettings page={page} onClose={() => setShown(undefined)} />}
      <DepartmentForm
        open={shown === "new"}
        parent={page}
        onClose={() => setShown(undefined)}
        onMade={(deptId) => set({ dept: deptId, person: undefined })}
      />
      <Modal
        open={shown === "move"}
        title={t("department.moveTitle", { name: page.name })}
        footer={null}
        onCancel={() => setShown(undefined)}
        destroyOnHidden
      >
        <PickList
          kinds={["department"]}
          taken={new Set([`department:${page.deptId}`, `department:${page.parentId}`])}
          onPick={(picked) => {
            setShown(undefined);
            writes.place(page, page.parentId ?? ROOT, { deptId: Number(picked.id), name: picked.name }, [], []);
          }}
        />
      </Modal>
    </>
  );
}
