import { expect, test } from "vitest";
import { calledField } from "./fields";

const word = (id: string) => `word of ${id}`;

test.each([
  ["person", "title", "职位"],
  ["person", "manager", "直属主管"],
  ["contact", "company_name", "公司"],
] as const)("a %s's %s with its usual name is called what the language calls it", (of, id, usual) => {
  expect(calledField(of, id, usual, word)).toBe(`word of ${id}`);
  expect(calledField(of, id, "", word)).toBe(`word of ${id}`);
  expect(calledField(of, id, undefined, word)).toBe(`word of ${id}`);
});

test("the name that an administrator gave is never replaced by a word", () => {
  expect(calledField("person", "title", "军衔", word)).toBe("军衔");
  expect(calledField("person", "manager", "导师", word)).toBe("导师");
  expect(calledField("contact", "company_name", "客户", word)).toBe("客户");
  // The usual name of another field is a chosen name here.
  expect(calledField("person", "ext_number", "手机号", word)).toBe("手机号");
});

test("a field of the organization's own has its label, also where an id or a label is like a built-in one's", () => {
  expect(calledField("person", "address", "地址", word)).toBe("地址");
  expect(calledField("contact", "job_number", "工号", word)).toBe("工号");
  expect(calledField("person", "post", "职位", word)).toBe("职位");
  expect(calledField("person", "constructor", "Builder", word)).toBe("Builder");
});

test("without a label it has its id", () => {
  expect(calledField("person", "hobby", undefined, word)).toBe("hobby");
  expect(calledField("person", "address", undefined, word)).toBe("address");
});
