import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { idOf } from "../../shared/api/exact";
import { IconButton } from "../../shared/components/IconButton";
import { useAct } from "../api/act";
import { fetchDepartment } from "../api/directory";
import { legacy } from "../api/own";
import type { Seat } from "../api/types";
import { EditText } from "../parts/EditText";
import { pathText } from "../parts/format";
import { Picker } from "../parts/Picker";
import { SwitchRow } from "./DepartmentSettings";
import type { TabProps } from "./TabProfile";
import { updateDepartment, updateUser, useWrites } from "./writes";

/** The departments of a person, with title, place and headship in each. */
export function TabDepartments({ person }: TabProps) {
  const { t } = useTranslation("console");
  const act = useAct();
  const { change, seats } = useWrites();
  const main = (seat: Seat) => ({
    dept_position_list: person.departments.map((one) => ({ dept_id: one.deptId, is_main: one.deptId === seat.deptId })),
  });
  const leading = async (seat: Seat, on: boolean) => {
    const stored = await legacy<{ dept_manager_userid_list?: string[] }>("/topapi/v2/department/get", {
      dept_id: seat.deptId,
    });
    const before = stored.dept_manager_userid_list ?? [];
    const next = on ? [...before, person.userId] : before.filter((id) => id !== person.userId);
    const give = (ids: string[]) => () =>
      updateDepartment(
        seat.deptId,
        ids.length ? { dept_manager_userid_list: ids.join(",") } : { force_update_fields: "dept_manager_userid_list" },
      );
    return act({
      text: t(on ? "done.leads" : "done.leadsNot", { name: person.name, department: seat.name }),
      run: give(next),
      undo: give(before),
    });
  };
  const field = (
    seat: Seat,
    label: string,
    list: "dept_title_list" | "dept_order_list",
    key: "title" | "order",
    value: unknown,
    before: unknown,
  ) =>
    change(
      person,
      label,
      { [list]: [{ dept_id: seat.deptId, [key]: value }] },
      { [list]: [{ dept_id: seat.deptId, [key]: before }] },
    );
  return (
    <section className="oc-group">
      <h3 className="oc-h3">
        {t("seat.title")} <span className="ob-3">{person.departments.length}</span>
      </h3>
      <Radio.Group
        className="oc-stack"
        value={person.departments.find((seat) => seat.main)?.deptId}
        onChange={({ target }) => {
          const seat = person.departments.find((one) => one.deptId === target.value);
          const was = person.departments.find((one) => one.main);
          if (seat)
            act({
              text: t("done.main", { name: person.name, department: seat.name }),
              run: () => updateUser(person.userId, main(seat)),
              undo: was && (() => updateUser(person.userId, main(was))),
            });
        }}
      >
        {person.departments.map((seat) => (
          <div key={seat.deptId} className="oc-card oc-seat">
            <div className="ob-flex">
              <span className="ob-grow">
                <strong className="ob-ell oc-block">{seat.name}</strong>
                <span className="ob-3 ob-sm ob-ell oc-block">{pathText(seat.path.slice(0, -1))}</span>
              </span>
              <Radio value={seat.deptId}>{t("member.main")}</Radio>
              {person.departments.length > 1 && (
                <IconButton
                  small
                  icon="x"
                  label={t("seat.leave", { name: seat.name })}
                  onClick={() =>
                    seats(
                      person,
                      t("done.seatLeft", { name: person.name, department: seat.name }),
                      person.departments.filter((one) => one !== seat),
                    )
                  }
                />
              )}
            </div>
            <dl className="oc-kv">
              <dt>{t("member.title")}</dt>
              <dd>
                <EditText
                  label={t("member.title")}
                  value={seat.title ?? ""}
                  maxLength={200}
                  onSave={(next) => field(seat, t("member.title"), "dept_title_list", "title", next, seat.title ?? "")}
                />
              </dd>
              <dt>{t("seat.order")}</dt>
              <dd>
                <EditText
                  label={t("seat.order")}
                  type="number"
                  value={seat.order === undefined ? "" : String(seat.order)}
                  placeholder={t("seat.orderNone")}
                  onSave={(next) =>
                    field(seat, t("seat.order"), "dept_order_list", "order", idOf(next), seat.order ?? 0)
                  }
                />
              </dd>
            </dl>
            <SwitchRow label={t("seat.leader")} on={seat.leader ?? false} onChange={(on) => leading(seat, on)} />
          </div>
        ))}
      </Radio.Group>
      <p className="ob-3 ob-sm oc-hint">{t("seat.orderMore")}</p>
      <Picker
        kinds={["department"]}
        label={t("seat.add")}
        taken={new Set(person.departments.map((seat) => `department:${seat.deptId}`))}
        onPick={async (picked) => {
          const { path } = await fetchDepartment(idOf(picked.id));
          const { deptId, name } = { deptId: idOf(picked.id), name: picked.name };
          seats(person, t("done.seatTaken", { name: person.name, department: name }), [
            ...person.departments,
            { deptId, name, path },
          ]);
        }}
      />
    </section>
  );
}
