// A department that was deleted, made again as it was.

/** What `/topapi/v2/department/get` tells of a department and a new one can be given. Nobody is in it: it has neither leaders nor an owner of its group. */
export interface StoredDepartment {
  name: string;
  parent_id: number;
  order?: number;
  source_identifier?: string;
  brief?: string;
  telephone?: string;
  code?: string;
  extention?: string;
  hide_dept?: boolean;
  dept_permits?: number[];
  user_permits?: string[];
  outer_dept?: boolean;
  outer_dept_only_self?: boolean;
  outer_permit_depts?: number[];
  outer_permit_users?: string[];
  create_dept_group?: boolean;
  auto_approve_apply?: boolean;
  auto_add_user?: boolean;
  group_contain_sub_dept?: boolean;
}

/** A list as the calls take it; one that is empty is left out. */
function listed(ids: readonly (string | number)[] | undefined): string | undefined {
  return ids?.length ? ids.join(",") : undefined;
}

/** The fields of the call that makes it, and of the one that gives it what no new department can be given. */
export function anew(stored: StoredDepartment): { create: object; update?: object } {
  const { name, order, code, auto_add_user, group_contain_sub_dept, ...one } = stored;
  const later = {
    code: code || undefined,
    auto_add_user: auto_add_user || undefined,
    group_contain_sub_dept: group_contain_sub_dept || undefined,
  };
  const create = {
    name,
    order,
    parent_id: one.parent_id,
    source_identifier: one.source_identifier || undefined,
    brief: one.brief || undefined,
    telephone: one.telephone || undefined,
    extension: one.extention || undefined,
    hide_dept: one.hide_dept || undefined,
    dept_permits: listed(one.dept_permits),
    user_permits: listed(one.user_permits),
    outer_dept: one.outer_dept || undefined,
    outer_dept_only_self: one.outer_dept_only_self || undefined,
    outer_permit_depts: listed(one.outer_permit_depts),
    outer_permit_users: listed(one.outer_permit_users),
    create_dept_group: one.create_dept_group || undefined,
    auto_approve_apply: one.auto_approve_apply || undefined,
  };
  return Object.values(later).some((value) => value !== undefined) ? { create, update: later } : { create };
}
