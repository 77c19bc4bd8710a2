import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Switch, Tooltip } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { IconButton } from "../../shared/components/IconButton";
import { ErrorState, SkeletonRows } from "../../shared/components/states";
import { calledField } from "../../shared/fields";
import { useAct } from "../api/act";
import { own, read } from "../api/own";
import { Several } from "../members/DepartmentSettings";
import { EditText } from "../parts/EditText";
import { Side } from "../parts/Side";
import { useAddress } from "../parts/useAddress";
import { useList } from "../parts/useList";
import { PageBar } from "../shell/PageBar";
import { ChoicesForm } from "./ChoicesForm";
import { hasChoices } from "./choices";
import { NewField } from "./NewField";
import { Preview } from "./Preview";

export interface Field {
  id: string;
  label: string;
  builtIn: boolean;
  type: string;
  choices?: string[];
  shown: boolean;
  fillable: boolean;
  searchable: boolean;
  /** Whether it names whom to contact instead of somebody in Executive mode. */
  instead?: boolean;
  audience: { kind: "everybody" | "managers" | "chosen"; userIds?: string[]; deptIds?: number[]; roleIds?: number[] };
  fixed?: string[];
}

const SWITCHES = ["shown", "fillable", "searchable"] as const;
type SwitchName = (typeof SWITCHES)[number];

/** A built-in field is called what the language calls it, unless an administrator chose another name. */
export function useLabel() {
  const { t } = useTranslation("console");
  return ({ id, label }: Field) => calledField("person", id, label, (usual) => t(`attribute.${usual}`));
}

const LABEL_MAX = 64;

const path = (field: Field) => `console/fields/${encodeURIComponent(field.id)}`;

function Audience({ field, side }: { field: Field; side: ReturnType<typeof useList>["side"] }) {
  const { t } = useTranslation("console");
  const act = useAct();
  const label = useLabel()(field);
  const { audience } = field;
  const change = (next: Field["audience"]) =>
    act({
      text: t("done.audience", { name: label }),
      run: () => own("PUT", path(field), { audience: next }),
      undo: () => own("PUT", path(field), { audience }),
    });
  return (
    <Side {...side} stepped title={t("field.audienceOf", { name: label })}>
      <p className="ob-2">{t("field.audienceMore")}</p>
      <Segmented
        value={audience.kind}
        aria-label={t("field.audience")}
        options={(["everybody", "managers", "chosen"] as const).map((value) => ({
          value,
          label: t(`field.audiences.${value}`),
        }))}
        onChange={(kind) => change({ kind, ...(kind === "chosen" ? { deptIds: audience.deptIds ?? [1] } : {}) })}
      />
      {audience.kind === "chosen" && (
        <div className="oc-hint">
          <Several
            field="audience"
            kinds={["department", "person", "role"]}
            ids={{ person: audience.userIds ?? [], department: audience.deptIds ?? [], role: audience.roleIds ?? [] }}
            onChange={(next) =>
              change({
                kind: "chosen",
                userIds: next.person ?? [],
                deptIds: (next.department ?? []).map(idOf),
                roleIds: (next.role ?? []).map(idOf),
              })
            }
          />
        </div>
      )}
    </Side>
  );
}

/** The fields of people's pages: three switches each, their order, and what a page looks like with them. */
export function Component() {
  const { t } = useTranslation("console");
  const act = useAct();
  const label = useLabel();
  const { data, error, refetch } = useQuery({
    queryKey: ["fields"],
    queryFn: () => read<{ fields: Field[] }>("console/fields"),
  });
  const [making, setMaking] = useState(false);
  const [choosing, setChoosing] = useState<Field>();
  const [over, setOver] = useState<string>();
  const dragged = useRef<string>(undefined);
  const fields = data?.fields ?? [];
  const { get, set } = useAddress();
  // The name is what everybody sees of somebody: nobody is kept from it.
  const ofSome = fields.filter((field) => !field.fixed?.includes("shown"));
  const chosen = ofSome.find((field) => field.id === get("field"));
  const list = useList({
    ids: ofSome.map((field) => field.id),
    open: chosen?.id,
    onOpen: (id, replace) => set({ field: id }, replace),
    onClose: () => set({ field: undefined }),
  });
  const rename = (field: Field, next: string) =>
    act({
      text: t("done.fieldRenamed", { name: next || label(field) }),
      run: () => own("PUT", path(field), { label: next }),
      undo: () => own("PUT", path(field), { label: field.label }),
    });
  const flip = (field: Field, name: SwitchName) =>
    act({
      text: t(field[name] ? `done.field_${name}_off` : `done.field_${name}_on`, { name: label(field) }),
      run: () => own("PUT", path(field), { [name]: !field[name] }),
      undo: () => own("PUT", path(field), { [name]: field[name] }),
    });
  // One field does; another one takes it over.
  const appoint = (field: Field) => {
    const before = fields.find((one) => one.instead);
    const change = (from: Field | undefined, to: Field | undefined) => {
      const changed = [from && { id: from.id, instead: false }, to && { id: to.id, instead: true }];
      return own("PUT", "console/fields", { fields: changed.filter(Boolean) });
    };
    const after = field.instead ? undefined : field;
    return act({
      text: t(after ? "done.insteadOn" : "done.insteadOff", { name: label(field) }),
      run: () => change(before, after),
      undo: () => change(after, before),
    });
  };
  const place = (id: string, index: number) => {
    const before = fields.map((field) => field.id);
    const order = before.filter((one) => one !== id);
    order.splice(Math.max(0, Math.min(index, order.length)), 0, id);
    if (order.join("\n") === before.join("\n")) return;
    const moved = fields.find((field) => field.id === id);
    act({
      text: t("done.placed", { name: moved ? label(moved) : id }),
      run: () => own("PUT", "console/fields", { order }),
      undo: () => own("PUT", "console/fields", { order: before }),
    });
  };
  const remove = (field: Field) =>
    act({
      text: t("done.fieldDeleted", { name: label(field) }),
      run: () => own("DELETE", path(field)),
      undo: async () => {
        const { id, label: name, type, choices, shown, fillable, searchable, instead, audience: kept } = field;
        await own("POST", "console/fields", {
          id,
          label: name,
          type,
          choices,
          shown,
          fillable,
          searchable,
          instead,
          audience: kept,
        });
        await own("PUT", "console/fields", { order: fields.map((one) => one.id) });
      },
    });
  return (
    <>
      <PageBar title={t("page.fields")} fact={t("field.fact")}>
        <Button type="primary" size="small" icon={<Icon name="plus" size="small" />} onClick={() => setMaking(true)}>
          {t("field.new")}
        </Button>
      </PageBar>
      <div className="oc-body oc-body-stack">
        <section className="oc-pane ob-scroll" aria-label={t("page.fields")}>
          {error ? (
            <ErrorState error={error} retry={refetch} />
          ) : !data ? (
            <SkeletonRows height={44} />
          ) : (
            <table className="oc-list oc-fields">
              <thead>
                <tr>
                  <th className="oc-td-drag">
                    <span className="ob-sr">{t("field.order")}</span>
                  </th>
                  <th>{t("field.label")}</th>
                  <th className="oc-hide-narrow">{t("field.type")}</th>
                  {SWITCHES.map((name) => (
                    <th key={name} className="oc-td-flag">
                      {t(`field.${name}`)}
                    </th>
                  ))}
                  <th className="oc-hide-narrow">{t("field.audience")}</th>
                  <th className="oc-td-acts">
                    <span className="ob-sr">{t("more")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {fields.map((field, index) => (
                  <tr
                    key={field.id}
                    {...(ofSome.includes(field) && list.row(field.id))}
                    draggable
                    data-drop={over === field.id || undefined}
                    onDragStart={(event) => {
                      dragged.current = field.id;
                      event.dataTransfer.effectAllowed = "move";
                    }}
                    onDragOver={(event) => {
                      event.preventDefault();
                      setOver(field.id);
                    }}
                    onDragEnd={() => setOver(undefined)}
                    onDrop={() => {
                      setOver(undefined);
                      if (dragged.current) place(dragged.current, index);
                    }}
                  >
                    <td className="oc-td-drag">
                      <Icon name="menu" size="small" />
                    </td>
                    <td className="ob-ell oc-td-name">
                      <EditText
                        label={t("field.labelOf", { name: label(field) })}
                        value={label(field)}
                        maxLength={LABEL_MAX}
                        onSave={(next) => rename(field, next)}
                      />{" "}
                      {!field.builtIn && <span className="oc-tag-line">{t("field.own")}</span>}
                      {field.instead && <span className="oc-tag-line">{t("field.instead")}</span>}
                    </td>
                    <td className="ob-3 oc-hide-narrow">
                      {t(`field.types.${field.type}`, { defaultValue: field.type })}
                    </td>
                    {SWITCHES.map((name) => {
                      const fixed = field.fixed?.includes(name);
                      return (
                        <td key={name} className="oc-td-flag">
                          <span className="oc-flag-word" aria-hidden="true">
                            {t(`field.${name}`)}
                          </span>
                          <Tooltip title={fixed ? t("field.fixed") : undefined}>
                            <Switch
                              checked={field[name]}
                              disabled={fixed}
                              aria-label={`${label(field)}: ${t(`field.${name}`)}`}
                              onChange={() => flip(field, name)}
                            />
                          </Tooltip>
                        </td>
                      );
                    })}
                    <td className="oc-td-audience">
                      <span className="oc-flag-word">{t("field.audience")}</span>
                      <button
                        type="button"
                        className="ob-text-button ob-sm"
                        disabled={field.fixed?.includes("shown")}
                        {...list.opens(field.id)}
                      >
                        {t(`field.audiences.${field.audience.kind}`)}
                      </button>
                    </td>
                    <td className="oc-td-acts">
                      <IconButton
                        small
                        icon="up"
                        label={t("field.up", { name: label(field) })}
                        onClick={() => place(field.id, index - 1)}
                        disabled={index === 0}
                      />
                      <IconButton
                        small
                        icon="down"
                        label={t("field.down", { name: label(field) })}
                        onClick={() => place(field.id, index + 1)}
                        disabled={index === fields.length - 1}
                      />
                      {!field.builtIn && hasChoices(field.type) && (
                        <IconButton
                          small
                          icon="pen"
                          label={t("field.choicesOf", { name: label(field) })}
                          onClick={() => setChoosing(field)}
                        />
                      )}
                      {!field.builtIn && field.type === "person" && (
                        <IconButton
                          small
                          icon="shield"
                          label={t("field.insteadOf", { name: label(field) })}
                          aria-pressed={field.instead === true}
                          onClick={() => appoint(field)}
                        />
                      )}
                      {!field.builtIn && (
                        <IconButton
                          small
                          icon="x"
                          label={t("field.delete", { name: label(field) })}
                          onClick={() => remove(field)}
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        {chosen ? <Audience key={chosen.id} field={chosen} side={list.side} /> : <Preview fields={fields} />}
      </div>
      <NewField path="console/fields" open={making} onClose={() => setMaking(false)} />
      {choosing && (
        <ChoicesForm
          path="console/fields"
          field={choosing}
          name={label(choosing)}
          onClose={() => setChoosing(undefined)}
        />
      )}
    </>
  );
}
