import { Form, Input, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/act";
import { own } from "../api/own";
import { valid } from "../parts/valid";
import { hasChoices } from "./choices";

const TYPES = ["text", "link", "number", "date", "singleChoice", "multiChoice", "person", "phone"] as const;

interface Props {
  /** Where fields of the kind are added and deleted. */
  path: string;
  open: boolean;
  onClose: () => void;
}

/** Asks for a new field of the organization's own: its name, its type, and choices where it has some. */
export function NewField({ path, open, onClose }: Props) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [form] = Form.useForm<{ label: string; type: string; choices?: string[] }>();
  const type = Form.useWatch("type", form);
  const save = async () => {
    const given = await valid(form);
    if (!given) return;
    let id = "";
    const done = await act({
      text: t("done.fieldMade", { name: given.label }),
      run: async () => {
        id = (await own<{ id: string }>("POST", path, given)).id;
      },
      undo: () => own("DELETE", `${path}/${encodeURIComponent(id)}`),
    });
    if (done) onClose();
  };
  return (
    <Modal open={open} title={t("field.new")} okText={t("field.make")} onOk={save} onCancel={onClose} destroyOnHidden>
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ type: "text" }}
        onFinish={save}
        requiredMark={false}
      >
        <Form.Item
          name="label"
          label={t("field.label")}
          rules={[{ required: true, whitespace: true, message: t("form.required", { label: t("field.label") }) }]}
        >
          <Input maxLength={50} autoFocus />
        </Form.Item>
        <Form.Item name="type" label={t("field.type")}>
          <Select options={TYPES.map((value) => ({ value, label: t(`field.types.${value}`) }))} />
        </Form.Item>
        {hasChoices(type ?? "") && (
          <Form.Item
            name="choices"
            label={t("field.choices")}
            rules={[{ required: true, message: t("form.required", { label: t("field.choices") }) }]}
          >
            <Select mode="tags" open={false} tokenSeparators={[",", "，", "\n"]} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
