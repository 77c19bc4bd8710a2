import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api, call, got } from "./client";
import { ApiError } from "./errors";
import { idOf } from "./exact";

const DEPT = "1234567890123456789";
const asked = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal("fetch", asked);
  vi.stubGlobal("window", {});
});

afterEach(() => {
  vi.unstubAllGlobals();
  asked.mockReset();
});

const answer = (text: string, status = 200) => asked.mockResolvedValueOnce(new Response(text, { status }));

test("a department with a large number is read and asked for by that number, and by none beside it", async () => {
  answer(`{"departments":[{"deptId":${DEPT},"name":"Research"}]}`);
  const { departments } = await call<{ departments: { deptId: number }[] }>(
    "GET",
    "/v1.0/orgbook/console/departments/1",
  );
  const deptId = departments[0]?.deptId;
  expect(deptId).toBe(idOf(DEPT));
  expect(deptId).not.toBe(idOf("1234567890123456788"));
  expect(`/console/members?dept=${deptId}`).toBe(`/console/members?dept=${DEPT}`);
  answer('{"errcode":0}');
  await call("POST", "/topapi/v2/department/update", { dept_id: deptId, name: DEPT });
  expect(asked.mock.lastCall?.[1].body).toBe(`{"dept_id":${DEPT},"name":"${DEPT}"}`);
});

test("a documented call fills in its path and its query, and sends its body", async () => {
  answer(`{"deptId":${DEPT}}`);
  const params = { path: { deptId: idOf(DEPT) }, query: { size: 100, cursor: undefined } };
  const told = await got(api.GET("/v1.0/orgbook/departments/{deptId}", { params }));
  expect(told.deptId).toBe(idOf(DEPT));
  expect(asked.mock.lastCall?.[0]).toBe(`/v1.0/orgbook/departments/${DEPT}?size=100`);
  expect(asked.mock.lastCall?.[1].body).toBeUndefined();
  answer("{}");
  await got(api.GET("/v1.0/orgbook/people/{userId}", { params: { path: { userId: "a/b?c" } } }));
  expect(asked.mock.lastCall?.[0]).toBe("/v1.0/orgbook/people/a%2Fb%3Fc");
  answer('{"starred":[],"recent":[]}');
  await got(api.POST("/v1.0/orgbook/me/kept", { body: { changes: [] } }));
  expect(asked.mock.lastCall?.[1]).toMatchObject({ method: "POST", body: '{"changes":[]}' });
});

test("refusals of both generations are errors, also where something else answers in its own words", async () => {
  answer('{"errcode":60003,"errmsg":"no such department","request_id":"r"}');
  await expect(call("POST", "/topapi/v2/department/get", {})).rejects.toMatchObject({ code: "60003", requestId: "r" });
  answer('{"code":"not.found","message":"gone"}', 404);
  await expect(got(api.GET("/v1.0/orgbook/me", {}))).rejects.toMatchObject({ status: 404, code: "not.found" });
  answer("<html>Bad gateway</html>", 502);
  await expect(call("GET", "/v1.0/orgbook/me")).rejects.toMatchObject({ status: 502 });
});

test("an answer that is cut off is none, and one without words is", async () => {
  answer(`{"deptId":${DEPT}`);
  await expect(call("GET", "/v1.0/orgbook/me")).rejects.toBeInstanceOf(ApiError);
  asked.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  await expect(call("GET", "/v1.0/orgbook/me")).rejects.toMatchObject({ code: "offline" });
  asked.mockRejectedValueOnce(new DOMException("called off", "AbortError"));
  await expect(call("GET", "/v1.0/orgbook/me")).rejects.toMatchObject({ name: "AbortError" });
  answer("");
  await expect(call("DELETE", "/v1.0/orgbook/session")).resolves.toEqual({});
});
