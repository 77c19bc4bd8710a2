import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isAbsent, sentence } from "../../shared/api/errors";
import { idOf } from "../../shared/api/exact";
import { Icon } from "../../shared/components/Icon";
import { useAct } from "../api/act";
import { fetchDepartment, fetchPerson } from "../api/directory";
import { legacy, own } from "../api/own";
import type { PersonPage } from "../api/types";
import { type AuditEntry, changesOf, type FieldChange } from "../audit/api";
import { updateDepartment, updateUser } from "../members/writes";
import { useMay } from "../shell/context";
import { type Move, moveOf, placeOf, whyNot } from "./move";

/** Texts of a person that are put back by the call that sets them, by their names in the log. */
const FIELDS: Partial<Record<string, { page: keyof PersonPage; call: string }>> = {
  name: { page: "name", call: "name" },
  title: { page: "title", call: "title" },
  telephone: { page: "telephone", call: "telephone" },
  email: { page: "email", call: "email" },
  orgEmail: { page: "orgEmail", call: "org_email" },
  jobNumber: { page: "jobNumber", call: "job_number" },
  workPlace: { page: "workPlace", call: "work_place" },
  remark: { page: "remark", call: "remark" },
};

const isText = (value: unknown) => value === undefined || typeof value === "string";

/** What an entry changed of somebody, where all of it can be put back. */
function texts(entry: AuditEntry): FieldChange[] {
  if (entry.kind !== "user.changed") return [];
  const changes = changesOf(entry);
  return changes.every(({ name, from, to }) => FIELDS[name] && isText(from) && isText(to)) ? changes : [];
}

/** The call with one side of the changes. */
function fields(changes: readonly FieldChange[], side: "from" | "to") {
  return Object.fromEntries(changes.map((one) => [FIELDS[one.name]?.call ?? one.name, one[side] ?? ""]));
}

/** A department as it stands now, or nothing where there is none any more. */
async function standing(deptId: number) {
  try {
    return await fetchDepartment(deptId);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Takes back what an entry of the log did, where there is a way back; never over what was changed since. */
export function UndoChange({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation(["console", "shared", "log"]);
  const { message } = App.useApp();
  const act = useAct();
  const may = useMay("contacts");
  const [busy, setBusy] = useState(false);
  const changes = texts(entry);
  const isGone = entry.kind === "user.removed";
  const move = moveOf(entry.kind, changesOf(entry));
  if (!may || (changes.length === 0 && !isGone && !move)) return null;
  const { id, name = id } = entry.object;
  const back = () =>
    act({
      text: t("done.restored", { name }),
      run: () => own("POST", `console/leavers/${encodeURIComponent(id)}/restore`, {}),
      undo: () => legacy("/topapi/v2/user/delete", { userid: id }),
    });
  const revert = async () => {
    const person = await fetchPerson(id);
    const later = changes.find((one) => {
      const field = FIELDS[one.name];
      return field && (person[field.page] ?? "") !== (one.to ?? "");
    });
    if (later) {
      const label = t(`log:field.${later.name}`, { defaultValue: later.name });
      return void message.warning({ content: t("overview.changedSince", { name, label }), duration: 8 });
    }
    await act({
      text: t("overview.undone", { name }),
      run: () => updateUser(id, fields(changes, "from")),
      undo: () => updateUser(id, fields(changes, "to")),
    });
  };
  const moveBack = async (move: Move) => {
    const deptId = idOf(id);
    const [now, parent] = await Promise.all([standing(deptId), standing(move.from)]);
    const why = whyNot(move, now, parent);
    if (why) {
      const said = { name: now?.department?.name ?? name, parent: parent?.department?.name };
      return void message.warning({ content: t(`overview.notMovedBack.${why}`, said), duration: 8 });
    }
    await act({
      text: t("overview.undone", { name }),
      run: () => updateDepartment(deptId, placeOf(move, "from")),
      undo: () => updateDepartment(deptId, placeOf(move, "to")),
    });
  };
  const undo = async () => {
    setBusy(true);
    try {
      await (move ? moveBack(move) : isGone ? back() : revert());
    } catch (error) {
      message.error({ content: sentence(error), duration: 8 });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="small"
      type="text"
      loading={busy}
      icon={<Icon name="undo" size="small" />}
      aria-label={`${t("shared:undo")}: ${name}`}
      onClick={undo}
    >
      {t("shared:undo")}
    </Button>
  );
}
