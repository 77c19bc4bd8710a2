import { describe, expect, it } from "vitest";
import type { ContactField, StoredContact } from "./api";
import { before, factsOf, formOf } from "./facts";

const field = (id: string, builtIn: boolean): ContactField => ({ id, label: id, builtIn, type: "text", shown: true });
const FIELDS = [field("name", true), field("size", false), field("tier", false)];

const STORED: StoredContact = {
  userId: "u1",
  mobile: "13600000000",
  stateCode: "86",
  name: "Zed",
  followerUserId: "ann",
  labelIds: [7],
  title: "CFO",
  companyName: "Zed Ltd",
  email: "",
  address: "",
  remark: "shy",
  shareDeptIds: [2],
  shareUserIds: ["bob"],
  fields: [
    { id: "size", value: "12" },
    { id: "gone", value: "x" },
  ],
};

describe("a contact's form", () => {
  it("begins with the country code and nothing else", () => {
    expect(formOf(undefined)).toEqual({ state_code: "86", label_ids: [] });
  });

  it("holds what is stored, also in fields of the organization's own", () => {
    const held = formOf(STORED);
    expect(held).toMatchObject({ name: "Zed", company_name: "Zed Ltd", title: "CFO", remark: "shy", label_ids: [7] });
    expect(held.own).toEqual({ size: "12", gone: "x" });
  });

  it("sends every field that there is, empty where nothing is typed, and none that is gone", () => {
    const typed = { ...formOf(STORED), own: { size: " 13 ", gone: "x" } };
    const facts = factsOf(typed as Parameters<typeof factsOf>[0], FIELDS);
    expect(facts.fields).toEqual([
      { id: "size", value: "13" },
      { id: "tier", value: "" },
    ]);
    expect(facts).toMatchObject({ name: "Zed", companyName: "Zed Ltd", email: "", labelIds: [7] });
    expect(facts).not.toHaveProperty("mobile");
  });

  it("is undone by what was before, also where nothing was", () => {
    const again = before(STORED, FIELDS);
    expect(again.fields).toEqual([
      { id: "size", value: "12" },
      { id: "tier", value: "" },
    ]);
    expect(again).not.toHaveProperty("mobile");
    expect(again).toMatchObject({ followerUserId: "ann", shareDeptIds: [2], remark: "shy" });
  });
});
