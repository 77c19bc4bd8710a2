import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/act";
import { ROOT } from "../api/directory";
import { legacy } from "../api/own";
import { valid } from "../parts/valid";

interface Props {
  parent?: { deptId: number; name: string };
  onClose: () => void;
  onMade: (deptId: number) => void;
}

/** A new department below another. */
export function DepartmentForm({ parent, onClose, onMade }: Props) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [form] = Form.useForm<{ name: string }>();
  const save = async () => {
    const given = await valid(form);
    if (!given) return;
    const { name } = given;
    let made = 0;
    const done = await act({
      text: t("done.departmentMade", { name }),
      run: async () => {
        const parent_id = parent?.deptId ?? ROOT;
        made = (await legacy<{ dept_id: number }>("/topapi/v2/department/create", { name, parent_id })).dept_id;
      },
      undo: () => legacy("/topapi/v2/department/delete", { dept_id: made }),
    });
    if (!done) return;
    onClose();
    onMade(made);
  };
  return (
    <Modal
      open
      title={t("department.newBelow", { name: parent?.name ?? "" })}
      okText={t("department.make")}
      onOk={save}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" preserve={false} onFinish={save} requiredMark={false}>
        <Form.Item
          name="name"
          label={t("department.name")}
          rules={[
            { required: true, whitespace: true, message: t("form.required", { label: t("department.name") }) },
            { pattern: /^[^-,，]*$/, message: t("department.nameSigns") },
          ]}
        >
          <Input maxLength={64} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
