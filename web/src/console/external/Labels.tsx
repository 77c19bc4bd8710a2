import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { EmptyState, ErrorState, SkeletonRows } from "../../shared/components/states";
import { useAct } from "../api/act";
import { EditText } from "../parts/EditText";
import { Side } from "../parts/Side";
import { addGroup, changeGroup, type GivenGroup, type LabelGroup, removeGroup, useLabels } from "./api";
import { colour, colourNumber } from "./colour";

const NAME_MAX = 64;
/** What a new group is painted with, unlike the ones before it. */
const COLOURS = ["#17c295", "#4da9eb", "#f7b55e", "#9a7cd6", "#d9694f", "#6f8f3f"];

/** One group: its name, its colour, and its labels, each changed where it stands. */
function Group({ group }: { group: LabelGroup }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const [label, setLabel] = useState("");
  const { groupId, name, color, labels } = group;
  const before: GivenGroup = { name, color, labels };
  const change = (part: Partial<GivenGroup>) =>
    act({
      text: t("done.labels", { name }),
      run: () => changeGroup(groupId, { ...before, ...part }),
      // A label that went has another id when it comes back; those that stayed keep theirs.
      undo: async () => {
        const kept = new Set((part.labels ?? labels).map((one) => one.id));
        const again = labels.map((one) => (kept.has(one.id) ? one : { name: one.name }));
        await changeGroup(groupId, { ...before, labels: again });
      },
    });
  const add = async () => {
    const typed = label.trim();
    if (!typed) return;
    const done = await act({
      text: t("done.labels", { name }),
      run: () => changeGroup(groupId, { ...before, labels: [...labels, { name: typed }] }),
      undo: () => changeGroup(groupId, before),
    });
    if (done) setLabel("");
  };
  const remove = () =>
    act({
      text: t("done.labelsRemoved", { name }),
      run: () => removeGroup(groupId),
      undo: () => addGroup({ name, color, labels: labels.map((one) => ({ name: one.name })) }),
    });
  return (
    <li className="oc-card oc-seat">
      <div className="ob-flex">
        <input
          type="color"
          className="oc-colour"
          aria-label={t("labels.colour", { name })}
          defaultValue={colour(color)}
          onBlur={({ target }) => colourNumber(target.value) !== color && change({ color: colourNumber(target.value) })}
        />
        <span className="ob-grow">
          <EditText
            label={t("labels.name")}
            value={name}
            maxLength={NAME_MAX}
            onSave={(next) => change({ name: next })}
          />
        </span>
        <IconButton small icon="x" label={t("labels.remove", { name })} onClick={remove} />
      </div>
      <div className="oc-several">
        {labels.map((one) => (
          <span key={one.id} className="oc-chip">
            <span className="ob-ell">{one.name}</span>
            <button
              type="button"
              className="oc-chip-x"
              aria-label={t("pick.remove", { name: one.name })}
              onClick={() => change({ labels: labels.filter((other) => other !== one) })}
            >
              <Icon name="x" size="small" />
            </button>
          </span>
        ))}
        <Input
          size="small"
          style={{ width: 140 }}
          maxLength={NAME_MAX}
          placeholder={t("labels.add")}
          aria-label={t("labels.addTo", { name })}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          onPressEnter={add}
        />
      </div>
    </li>
  );
}

/** The groups of labels: one label of each for a contact, a colour for each. */
export function Labels({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { data, error, refetch } = useLabels();
  const [name, setName] = useState("");
  const make = async () => {
    const typed = name.trim();
    if (!typed) return;
    let made = 0;
    const color = colourNumber(COLOURS[(data?.length ?? 0) % COLOURS.length] ?? "#17c295");
    const done = await act({
      text: t("done.labelsMade", { name: typed }),
      run: async () => {
        made = (await addGroup({ name: typed, color, labels: [] })).groupId;
      },
      undo: () => removeGroup(made),
    });
    if (done) setName("");
  };
  return (
    <Side onClose={onClose} title={t("labels.title")}>
      <p className="ob-2">{t("labels.more")}</p>
      <div className="ob-flex oc-hint">
        <Input
          maxLength={NAME_MAX}
          placeholder={t("labels.new")}
          aria-label={t("labels.new")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={make}
        />
        <Button type="primary" disabled={!name.trim()} onClick={make}>
          {t("labels.make")}
        </Button>
      </div>
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={4} height={64} />
      ) : data.length === 0 ? (
        <EmptyState title={t("labels.none")}>{t("labels.noneMore")}</EmptyState>
      ) : (
        <ul className="oc-stack oc-panels">
          {data.map((group) => (
            <Group key={`${group.groupId}-${group.color}`} group={group} />
          ))}
        </ul>
      )}
    </Side>
  );
}
