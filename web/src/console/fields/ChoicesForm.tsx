import { Button, Input, type InputRef, Modal } from "antd";
import { type MouseEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/components/IconButton";
import { useAct } from "../api/act";
import { own } from "../api/own";
import { CHOICE_CHARS_MAX, CHOICES_MAX, moved, same, toSave, type Wrong, withTyped } from "./choices";

interface Props {
  /** Where fields of the kind are changed. */
  path: string;
  field: { id: string; type: string; choices?: string[] };
  /** What the field is called. */
  name: string;
  onClose: () => void;
}

/** Asks for other choices of a field of the organization's own: more, fewer, in another order. */
export function ChoicesForm({ path, field: { id, type, choices: before = [] }, name, onClose }: Props) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [choices, setChoices] = useState<readonly string[]>(before);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<Wrong>();
  const [saving, setSaving] = useState(false);
  const input = useRef<InputRef>(null);
  const label = useId();
  const add = () => {
    const written = withTyped(choices, typed, type);
    setWrong(written.wrong);
    if (written.wrong) return;
    setChoices(written.choices);
    setTyped("");
    input.current?.focus();
  };
  const change = (next: readonly string[], { currentTarget }: MouseEvent<HTMLElement>) => {
    setChoices(next);
    setWrong(undefined);
    // What was pressed may be gone, or no longer pressed at an end of the list.
    requestAnimationFrame(() => {
      const stays = currentTarget.isConnected && !currentTarget.matches(":disabled");
      (stays ? currentTarget : input.current)?.focus();
    });
  };
  const save = async () => {
    const written = toSave(choices, typed, type);
    setWrong(written.wrong);
    if (written.wrong) return;
    if (same(written.choices, before)) return onClose();
    const set = (to: readonly string[]) => own("PUT", path, { fields: [{ id, type, choices: to }] });
    setSaving(true);
    const done = await act({
      text: t("done.choices", { name }),
      run: () => set(written.choices),
      undo: () => set(before),
    });
    setSaving(false);
    if (done) onClose();
  };
  return (
    <Modal
      open
      title={t("field.choicesOf", { name })}
      okText={t("save")}
      confirmLoading={saving}
      onOk={save}
      onCancel={onClose}
    >
      <p className="ob-2 oc-hint">{t("field.choicesMore")}</p>
      <ol className="oc-stack oc-choices ob-scroll">
        {choices.map((choice, index) => (
          <li key={choice} className="ob-flex">
            <span className="ob-grow oc-choice" dir="auto">
              {choice}
            </span>
            <IconButton
              small
              icon="up"
              label={t("field.up", { name: choice })}
              disabled={index === 0}
              onClick={(event) => change(moved(choices, index, index - 1), event)}
            />
            <IconButton
              small
              icon="down"
              label={t("field.down", { name: choice })}
              disabled={index === choices.length - 1}
              onClick={(event) => change(moved(choices, index, index + 1), event)}
            />
            <IconButton
              small
              icon="x"
              label={t("field.delete", { name: choice })}
              onClick={(event) =>
                change(
                  choices.filter((other) => other !== choice),
                  event,
                )
              }
            />
          </li>
        ))}
      </ol>
      <div className="ob-flex oc-hint">
        <Input
          ref={input}
          autoFocus
          maxLength={CHOICE_CHARS_MAX}
          placeholder={t("field.choiceNew")}
          aria-label={t("field.choiceNew")}
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong && label}
          status={wrong && "error"}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(undefined);
          }}
          onPressEnter={add}
        />
        <Button onClick={add} disabled={!typed.trim()}>
          {t("field.make")}
        </Button>
      </div>
      {wrong && (
        <p className="oc-bad-text" role="alert" id={label}>
          {t(`field.choicesWrong.${wrong}`, { max: CHOICES_MAX })}
        </p>
      )}
    </Modal>
  );
}
