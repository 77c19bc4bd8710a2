// What an administrator does to people and departments: DingTalk's own calls, each with its inverse.

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/act";
import { fetchPerson } from "../api/directory";
import { legacy } from "../api/own";
import type { Branch, PersonPage, Ref, Seat } from "../api/types";

/** More than this many at once is planned, not done row by row. */
export const AT_ONCE_MAX = 20;
const PARALLEL = 4;

export function updateUser(userid: string, fields: object): Promise<unknown> {
  return legacy("/topapi/v2/user/update", { userid, ...fields });
}

export function updateDepartment(dept_id: number, fields: object): Promise<unknown> {
  return legacy("/topapi/v2/department/update", { dept_id, ...fields });
}

/** One call for each, a few at a time; what had gone through stays when one is refused. */
export async function forEach<T>(
  items: readonly T[],
  run: (item: T) => Promise<unknown>,
  told?: (done: number) => void,
) {
  const waiting = [...items];
  let done = 0;
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await run(item);
      done += 1;
      told?.(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, worker));
}

/** The seats of a person in the words of the older generation. */
function seatFields(seats: readonly Seat[]) {
  return {
    dept_id_list: seats.map((seat) => seat.deptId).join(","),
    dept_title_list: seats
      .filter((seat) => seat.title !== undefined)
      .map(({ deptId, title }) => ({ dept_id: deptId, title })),
    dept_order_list: seats
      .filter((seat) => seat.order !== undefined)
      .map(({ deptId, order }) => ({ dept_id: deptId, order })),
  };
}

/** What must be said to make somebody again who was removed. */
function asNew(person: PersonPage) {
  const custom = Object.fromEntries(person.extension.map(({ name, value }) => [name, value]));
  const extension = person.extension.length ? JSON.stringify(custom) : undefined;
  return {
    userid: person.userId,
    name: person.name,
    mobile: person.mobile,
    hide_mobile: person.hideMobile,
    telephone: person.telephone || undefined,
    job_number: person.jobNumber || undefined,
    title: person.title || undefined,
    email: person.email || undefined,
    org_email: person.orgEmail || undefined,
    work_place: person.workPlace || undefined,
    remark: person.remark || undefined,
    hired_date: person.hiredDate ? Date.parse(`${person.hiredDate}T00:00:00+08:00`) : undefined,
    senior_mode: person.protected,
    manager_userid: person.manager?.userId,
    extension,
    ...seatFields(person.departments),
  };
}

export function useWrites() {
  const { t } = useTranslation("console");
  const act = useAct();
  return useMemo(() => {
    const many = (people: readonly { name?: string; userId: string }[]) =>
      people.length === 1 ? (people[0]?.name ?? people[0]?.userId ?? "") : t("done.people", { count: people.length });
    return {
      /** One field of one person. */
      change(person: PersonPage, label: string, fields: object, before: object) {
        return act({
          text: t("done.changed", { name: person.name, label }),
          run: () => updateUser(person.userId, fields),
          undo: () => updateUser(person.userId, before),
        });
      },
      seats(person: PersonPage, text: string, next: readonly Seat[]) {
        return act({
          text,
          run: () => updateUser(person.userId, seatFields(next)),
          undo: () => updateUser(person.userId, seatFields(person.departments)),
        });
      },
      /** Out of the department in which they are looked at, into another. */
      async move(people: readonly Ref[], from: number | undefined, to: { deptId: number; name: string }) {
        const before = await Promise.all(people.map((person) => fetchPerson(person.userId)));
        const moved = (person: PersonPage) => {
          const leaves = (seat: Seat) => (from === undefined ? true : seat.deptId === from);
          const stays = person.departments.filter((seat) => !leaves(seat) && seat.deptId !== to.deptId);
          return [...stays, { deptId: to.deptId, name: to.name, path: [] } as Seat];
        };
        return act({
          text: t("done.moved", { who: many(people), to: to.name }),
          run: () => forEach(before, (person) => updateUser(person.userId, seatFields(moved(person)))),
          undo: () => forEach(before, (person) => updateUser(person.userId, seatFields(person.departments))),
        });
      },
      async remove(people: readonly Ref[]) {
        const before = await Promise.all(people.map((person) => fetchPerson(person.userId)));
        return act({
          text: t("done.removed", { who: many(people) }),
          run: () => forEach(people, (person) => legacy("/topapi/v2/user/delete", { userid: person.userId })),
          undo: () => forEach(before, (person) => legacy("/topapi/v2/user/create", asNew(person))),
        });
      },
      addRole(person: PersonPage, role: { id: string; name: string }, given: boolean) {
        const body = { roleIds: role.id, userIds: person.userId };
        const give = () => legacy("/topapi/role/addrolesforemps", body);
        const take = () => legacy("/topapi/role/removerolesforemps", body);
        return act({
          text: t(given ? "done.roleGiven" : "done.roleTaken", { name: person.name, role: role.name }),
          run: given ? give : take,
          undo: given ? take : give,
        });
      },
      department(branch: { deptId: number; name: string }, text: string, fields: object, before: object) {
        return act({
          text,
          run: () => updateDepartment(branch.deptId, fields),
          undo: () => updateDepartment(branch.deptId, before),
        });
      },
      /** Puts a department where it is dropped: below a parent, among its siblings. */
      place(
        branch: Pick<Branch, "deptId" | "name">,
        from: number,
        to: { deptId: number; name: string },
        orders: [number, number][],
        before: [number, number][],
      ) {
        const parent = (deptId: number, orders: [number, number][]) => async () => {
          const own = orders.find(([id]) => id === branch.deptId)?.[1];
          const moves = from === to.deptId ? {} : { parent_id: deptId };
          await updateDepartment(branch.deptId, { ...moves, ...(own === undefined ? {} : { order: own }) });
          await forEach(
            orders.filter(([id]) => id !== branch.deptId),
            ([id, order]) => updateDepartment(id, { order }),
          );
        };
        const text =
          from === to.deptId
            ? t("done.placed", { name: branch.name })
            : t("done.departmentMoved", { name: branch.name, to: to.name });
        return act({ text, run: parent(to.deptId, orders), undo: parent(from, before) });
      },
      /** Gives people of a department places in it; a larger one stands higher. */
      arrange(text: string, deptId: number, next: [string, number][], before: [string, number][]) {
        const give = (orders: [string, number][]) => () =>
          forEach(orders, ([userId, order]) => updateUser(userId, { dept_order_list: [{ dept_id: deptId, order }] }));
        return act({ text, run: give(next), undo: give(before) });
      },
    };
  }, [act, t]);
}
