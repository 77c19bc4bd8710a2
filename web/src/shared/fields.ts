// What built-in fields are called.

/** Whose fields: of people's pages, or of external contacts. */
export type FieldsOf = "person" | "contact";

/** What the server calls a built-in field to which no administrator gave another name. */
const USUAL: Record<FieldsOf, ReadonlyMap<string, string>> = {
  person: new Map([
    ["name", "姓名"],
    ["mobile", "手机号"],
    ["email", "邮箱"],
    ["org_email", "企业邮箱"],
    ["ext_number", "分机号"],
    ["department", "部门"],
    ["title", "职位"],
    ["job_number", "工号"],
    ["manager", "直属主管"],
    ["work_station", "办公地点"],
    ["hire_date", "入职时间"],
    ["remark", "备注"],
  ]),
  contact: new Map([
    ["name", "姓名"],
    ["mobile", "手机号"],
    ["company_name", "公司"],
    ["title", "职位"],
    ["email", "邮箱"],
    ["address", "地址"],
    ["remark", "备注"],
  ]),
};

/** A built-in field is called what the language calls it, unless an administrator chose another name; any other has its label alone. */
export function calledField(of: FieldsOf, id: string, label: string | undefined, word: (id: string) => string): string {
  const usual = USUAL[of].get(id);
  if (usual !== undefined && (!label || label === usual)) return word(id);
  return label || id;
}
