import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import type { Branch, DeptRef } from "../api/types";
import { PickList } from "../parts/Picker";

interface Props {
  page: Branch;
  onClose: () => void;
  onMove: (to: DeptRef) => void;
}

/** Chooses the department below which another is to stand. */
export function MoveDepartment({ page, onClose, onMove }: Props) {
  const { t } = useTranslation("console");
  return (
    <Modal open title={t("department.moveTitle", { name: page.name })} footer={null} onCancel={onClose}>
      <PickList
        kinds={["department"]}
        taken={new Set([`department:${page.deptId}`, `department:${page.parentId}`])}
        onPick={(picked) => {
          onClose();
          onMove({ deptId: idOf(picked.id), name: picked.name });
        }}
      />
    </Modal>
  );
}
