// The titles of columns that the server knows, in both languages, and the fields below them.

const TITLES: Record<string, readonly string[]> = {
  userId: ["员工UserID", "UserID"],
  name: ["姓名", "Name", "部门名称"],
  mobile: ["手机号", "Mobile"],
  departments: ["部门", "Department"],
  title: ["职位", "Title"],
  jobNumber: ["工号", "Employee ID"],
  manager: ["直属主管", "Direct manager"],
  email: ["邮箱", "Email"],
  orgEmail: ["企业邮箱", "Organization email"],
  telephone: ["分机号", "Extension", "部门电话", "Telephone"],
  workPlace: ["办公地点", "Work place"],
  remark: ["备注", "Remark"],
  hiredDate: ["入职时间", "Hire date"],
  leaderOf: ["部门主管", "Leader of", "Department leader"],
  roles: ["角色", "Roles"],
  hideMobile: ["隐藏手机号", "Hide mobile"],
  executive: ["高管模式", "Executive mode"],
  leave: ["离职", "Leave"],
  deptId: ["部门ID", "Department ID"],
  parent: ["上级部门", "Parent"],
  order: ["排序", "Order"],
  code: ["部门编码", "Code"],
  brief: ["部门简介", "Introduction"],
  leaders: ["部门负责人", "Heads"],
  contactId: ["联系人ID", "Contact ID"],
  follower: ["负责人", "Owner"],
  labels: ["标签", "Labels"],
  company: ["公司", "Company"],
  address: ["地址", "Address"],
  shareDepartments: ["共享给部门", "Shared with departments"],
  sharePeople: ["共享给成员", "Shared with people"],
};

const FIELDS = new Map(
  Object.entries(TITLES).flatMap(([field, titles]) => titles.map((title) => [title.toLowerCase(), field] as const)),
);

/** The field of a column, as errors and changes call it; a title that is unknown stands for itself. */
export function fieldOf(title: string): string {
  // A required column is marked.
  const plain = title.trim().replace(/\s*\*$/, "");
  return FIELDS.get(plain.toLowerCase()) ?? plain;
}
