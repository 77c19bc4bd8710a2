import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { ApiError, sentenceAtField } from "./errors";

beforeAll(() => i18next.init({ lng: "en", resources: {} }));

const refusal = (message: string, field?: string) => new ApiError(400, "invalid.param", message, "id", field);

test("at a field its name is not said again", () => {
  expect(sentenceAtField(refusal("loginId: it is taken", "loginId"))).toBe("it is taken");
  expect(sentenceAtField(refusal("loginId：登录名已被使用", "loginId"))).toBe("登录名已被使用");
});

test("what only begins like the field, and what names none, is said whole", () => {
  expect(sentenceAtField(refusal("loginId is missing", "loginId"))).toBe("loginId is missing");
  expect(sentenceAtField(refusal("loginIdentity: unknown", "loginId"))).toBe("loginIdentity: unknown");
  expect(sentenceAtField(refusal("loginId: it is taken"))).toBe("loginId: it is taken");
});
