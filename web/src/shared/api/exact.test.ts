import { hashKey } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { idOf, isId, readJson, writeJson } from "./exact";

const DEPT = 1234567890123456789n;

test("a large integer is read and written as it is, wherever it stands", () => {
  const json =
    '{"deptId":1234567890123456789,"path":[{"deptId":-9223372036854775808},{"deptId":1}],"ids":[9223372036854775807,2],"next":null}';
  expect(readJson(json)).toEqual({
    deptId: DEPT,
    path: [{ deptId: -9223372036854775808n }, { deptId: 1 }],
    ids: [9223372036854775807n, 2],
    next: null,
  });
  expect(writeJson(readJson(json))).toBe(json);
  expect(readJson("1234567890123456789")).toBe(DEPT);
  expect(readJson('{ "deptId" : 1234567890123456789\n}')).toEqual({ deptId: DEPT });
});

test("an integer is a number as long as a number tells it apart", () => {
  expect(readJson("[9007199254740991,9007199254740992,9007199254740993]")).toEqual([
    9007199254740991,
    9007199254740992n,
    9007199254740993n,
  ]);
  expect(readJson("[-9007199254740991,-9007199254740992]")).toEqual([-9007199254740991, -9007199254740992n]);
});

test("what is no large integer stays what it was", () => {
  const texts = [
    '{"userId":"1234567890123456789","deptId":1234567890123456789}',
    String.raw`{"name":"a\",1234567890123456789,\"","deptId":1234567890123456789}`,
    String.raw`{"name":"ends with \\","deptId":1234567890123456789}`,
    String.raw`{"name":"\\\"[1234567890123456789]","deptId":1234567890123456789}`,
    '{"1234567890123456789":true,"deptId":1234567890123456789}',
  ];
  for (const json of texts) {
    const told = readJson<Record<string, unknown>>(json);
    expect(told, json).toEqual({ ...JSON.parse(json), deptId: DEPT });
    expect(writeJson(told)).toBe(json);
  }
  for (const json of [
    "[1234567890123456789.5,0.1234567890123456789,1234567890123456789e1,1e-1234567890123456,123456789012345]",
    '{"phone":"see: 1234567890123456789","mark":"~:1234567890123456789"}',
    '""',
    "{}",
  ])
    expect(readJson(json), json).toEqual(JSON.parse(json));
});

test("what is no JSON is refused as ever", () => {
  for (const text of [
    "",
    "<html>",
    '{"deptId":1234567890123456789',
    '{"deptId":1234567890123456789,}',
    '["a',
    "[1234567890123456789 2]",
  ])
    expect(() => readJson(text), text).toThrow(SyntaxError);
});

test("digits of an address name what an answer names", () => {
  expect(idOf("1234567890123456789")).toBe(DEPT);
  expect(idOf("9007199254740991")).toBe(9007199254740991);
  expect(idOf("9007199254740992")).toBe(9007199254740992n);
  expect(idOf("-1234567890123456789")).toBe(-DEPT);
  expect(idOf("7")).toBe(7);
  for (const text of [null, undefined, ""]) expect(idOf(text)).toBe(0);
  for (const text of ["x", "1234567890123456789x", "12345678901234567.5.1"]) expect(idOf(text)).toBeNaN();
  expect([1, DEPT, "1", undefined, null].map(isId)).toEqual([true, true, false, false, false]);
});

test("large ids next to each other are told apart, also as the key of a query", () => {
  const ids = [idOf("1234567890123456788"), idOf("1234567890123456789"), idOf("1234567890123456789")];
  expect(new Set(ids).size).toBe(2);
  expect(new Set(ids.map((id) => hashKey(["departments", id]))).size).toBe(2);
});

test("no text of a person is written as a number", () => {
  const body = { userid: "1234567890123456789", name: '"1234567890123456789"', dept_id: DEPT };
  expect(JSON.parse(writeJson(body))).toEqual({ ...body, dept_id: Number(DEPT) });
  expect(writeJson(body)).toContain('"userid":"1234567890123456789"');
  expect(writeJson({ dept_id: DEPT, at: [1] }, 2)).toBe(
    '{\n  "dept_id": 1234567890123456789,\n  "at": [\n    1\n  ]\n}',
  );
  expect(writeJson(undefined)).toBeUndefined();
});
