import { expect, test } from "vitest";
import { apart } from "./apart";

const told = (people: Parameters<typeof apart>[0]) => Object.fromEntries(apart(people));

test("only those of one name are told apart, by the shortest that does", () => {
  expect(
    told([
      { userId: "a", name: "王海宁", jobNumber: "0317" },
      { userId: "b", name: "林知夏", jobNumber: "1" },
    ]),
  ).toEqual({});
  const twins = [
    { userId: "a", name: "王海宁", title: "工程师", jobNumber: "0317" },
    { userId: "b", name: "王海宁", title: "工程师", jobNumber: "1288" },
  ];
  expect(told(twins)).toEqual({ a: "0317", b: "1288" });
});

test("titles stand there anyway, and phone tails come last", () => {
  const by = (more: object[]) => told(more.map((each, at) => ({ userId: `u${at}`, name: "张伟", ...each })));
  expect(by([{ title: "会计" }, { title: "经理" }])).toEqual({});
  expect(
    by([
      { title: "会计", mobile: "13900001111" },
      { title: "会计", mobile: "13900002222" },
    ]),
  ).toEqual({ u0: "1111", u1: "2222" });
  expect(by([{ jobNumber: "1" }, {}])).toEqual({ u0: "1" });
});

test("people without a name are not taken for namesakes", () => {
  expect(told([{ userId: "a" }, { userId: "b" }])).toEqual({});
});
