import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { PersonMark } from "../../shared/components/PersonMark";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { OwnFormItem } from "../members/CustomFields";
import { Several } from "../members/DepartmentSettings";
import { Chip } from "../parts/Chip";
import { Picker } from "../parts/Picker";
import { Side } from "../parts/Side";
import type { useList } from "../parts/useList";
import { useNamed } from "../parts/useNamed";
import { valid } from "../parts/valid";
import { useConsole } from "../shell/context";
import {
  addContact,
  type ContactField,
  changeContact,
  removeContact,
  type StoredContact,
  useContact,
  useContactFields,
  useLabels,
} from "./api";
import { useFieldLabel } from "./Fields";
import { before, factsOf, formOf, isTyped, TYPED, type Typed } from "./facts";

interface SideProps {
  /** How it stands beside the list. */
  side: ReturnType<typeof useList>["side"];
}

interface FormProps extends SideProps {
  stored?: StoredContact;
  fields: ContactField[];
}

function Filled({ stored, fields, side }: FormProps) {
  const { onClose } = side;
  const { t } = useTranslation("console");
  const act = useAct();
  const label = useFieldLabel();
  const { session } = useConsole();
  const { data: groups } = useLabels();
  const [form] = Form.useForm<Typed>();
  const [owner, setOwner] = useState(stored ? (stored.followerUserId ?? "") : (session.userId ?? ""));
  const [shares, setShares] = useState({
    department: (stored?.shareDeptIds ?? []).map(String),
    person: stored?.shareUserIds ?? [],
  });
  const named = useNamed({ person: [owner] });
  const save = async () => {
    const typed = await valid(form);
    if (!typed) return;
    const facts = {
      ...factsOf(typed, fields),
      followerUserId: owner,
      shareDeptIds: shares.department.map(idOf),
      shareUserIds: shares.person,
    };
    let id = "";
    const done = await act({
      text: t(stored ? "done.contactChanged" : "done.contactMade", { name: typed.name }),
      run: async () => {
        if (stored) await changeContact(stored.userId, facts);
        else id = (await addContact({ ...facts, mobile: typed.mobile, stateCode: typed.state_code })).userId;
      },
      undo: () => (stored ? changeContact(stored.userId, before(stored, fields)) : removeContact(id)),
    });
    if (done) onClose();
  };
  const erase = async () => {
    if (!stored) return;
    const { userId: _id, ...again } = stored;
    const done = await act({
      text: t("done.contactRemoved", { name: stored.name }),
      run: () => removeContact(stored.userId),
      undo: () => addContact(again),
    });
    if (done) onClose();
  };
  const required = (name: string) => [
    { required: true, message: t("form.required", { label: t(`external.${name}`) }) },
  ];
  const held = new Map(stored?.fields.map(({ id, value }) => [id, value]));
  return (
    <Side
      {...side}
      stepped={!!stored}
      title={stored?.name ?? t("external.new")}
      second={stored && [stored.companyName, stored.title].filter(Boolean).join(" · ")}
      mark={stored && <PersonMark userId={stored.userId} name={stored.name} size={40} />}
      footer={
        <div className="ob-flex">
          {stored && (
            <Button type="text" danger onClick={erase}>
              {t("external.remove")}
            </Button>
          )}
          <span className="ob-grow" />
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="primary" onClick={save}>
            {t("save")}
          </Button>
        </div>
      }
    >
      <Form form={form} layout="vertical" initialValues={formOf(stored)} onFinish={save}>
        <Form.Item name="name" label={t("external.name")} rules={required("name")}>
          <Input maxLength={64} autoFocus={!stored} autoComplete="off" />
        </Form.Item>
        {!stored && (
          <div className="oc-phone">
            <Form.Item name="state_code" label={t("external.state_code")} rules={required("state_code")}>
              <Input prefix="+" maxLength={6} />
            </Form.Item>
            <Form.Item name="mobile" label={t("external.mobile")} rules={required("mobile")}>
              <Input type="tel" autoComplete="off" />
            </Form.Item>
          </div>
        )}
        <Form.Item name="label_ids" label={t("external.labels")} rules={required("labels")}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: "label" }}
            options={(groups ?? []).map((group) => ({
              label: group.name,
              title: group.name,
              options: group.labels.map((one) => ({ value: one.id, label: one.name })),
            }))}
          />
        </Form.Item>
        <Form.Item label={t("external.owner")}>
          {owner ? (
            <Chip kind="person" id={owner} name={named("person", owner)} onRemove={() => setOwner("")} />
          ) : (
            <Picker kinds={["person"]} onPick={(picked) => setOwner(picked.id)} />
          )}
        </Form.Item>
        {fields.map((field) => {
          if (!field.builtIn)
            return <OwnFormItem key={field.id} field={field} under="own" stored={held.get(field.id)} />;
          if (!isTyped(field.id)) return null;
          return (
            <Form.Item key={field.id} name={field.id} label={label(field)}>
              <Input maxLength={TYPED[field.id].most} autoComplete="off" />
            </Form.Item>
          );
        })}
        <Form.Item label={t("external.shared")}>
          <Several
            field="shares"
            kinds={["department", "person"]}
            ids={shares}
            onChange={(next) => setShares({ department: next.department ?? [], person: next.person ?? [] })}
          />
        </Form.Item>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Side>
  );
}

/** A contact to look at and change, or a new one, with the fields that contacts have here in their order. */
export function ContactForm({ id, name, side }: SideProps & { id?: string; name?: string }) {
  const { t } = useTranslation("console");
  const fields = useContactFields();
  const contact = useContact(id);
  const failed = fields.error ?? contact.error;
  if (fields.data && (!id || contact.data)) return <Filled stored={contact.data} fields={fields.data} side={side} />;
  return (
    <Side {...side} stepped={!!id} title={name ?? t("external.new")}>
      {failed ? (
        <ErrorState error={failed} retry={() => Promise.all([fields.refetch(), contact.refetch()])} />
      ) : (
        <SkeletonRows rows={6} height={64} />
      )}
    </Side>
  );
}
