import { expect, test } from "vitest";
import { anew } from "./anew";

/** What a call is sent: members that are not there are not sent. */
const sent = (fields: object | undefined) => fields && JSON.parse(JSON.stringify(fields));

test("a department comes back with everything that was set of it", () => {
  const { create, update } = anew({
    name: "Lab",
    parent_id: 7,
    order: 30,
    source_identifier: "S1",
    brief: "What it does",
    telephone: "0571-1",
    code: "L",
    hide_dept: true,
    dept_permits: [3, 4],
    user_permits: ["ann"],
    outer_dept: true,
    outer_dept_only_self: true,
    outer_permit_depts: [5],
    outer_permit_users: ["bob"],
    create_dept_group: true,
    auto_approve_apply: true,
    auto_add_user: true,
    group_contain_sub_dept: true,
  });
  expect(sent(create)).toEqual({
    name: "Lab",
    parent_id: 7,
    order: 30,
    source_identifier: "S1",
    brief: "What it does",
    telephone: "0571-1",
    hide_dept: true,
    dept_permits: "3,4",
    user_permits: "ann",
    outer_dept: true,
    outer_dept_only_self: true,
    outer_permit_depts: "5",
    outer_permit_users: "bob",
    create_dept_group: true,
    auto_approve_apply: true,
  });
  expect(sent(update)).toEqual({ code: "L", auto_add_user: true, group_contain_sub_dept: true });
});

test("of one of which nothing was set nothing is said, and it is written once", () => {
  const plain = {
    name: "Lab",
    parent_id: 1,
    order: 30,
    brief: "",
    hide_dept: false,
    dept_permits: [],
    user_permits: [],
  };
  const { create, update } = anew({ ...plain, auto_add_user: false, group_contain_sub_dept: false });
  expect(sent(create)).toEqual({ name: "Lab", parent_id: 1, order: 30 });
  expect(update).toBeUndefined();
});
