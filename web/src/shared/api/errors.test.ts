import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { ApiError, sentence, sentenceAtField } from "./errors";

beforeAll(() => i18next.init({ lng: "en", resources: {} }));

const refusal = (message: string, field?: string) => new ApiError(400, "invalid.param", message, "id", field);

test("at a field its name is not said again", () => {
  expect(sentenceAtField(refusal("loginId: it is taken", "loginId"))).toBe("It is taken");
  expect(sentenceAtField(refusal("loginId：登录名已被使用", "loginId"))).toBe("登录名已被使用");
});

test("what only begins like the field, and what names none, is said whole", () => {
  expect(sentenceAtField(refusal("loginId is missing", "loginId"))).toBe("loginId is missing");
  expect(sentenceAtField(refusal("loginIdentity: unknown", "loginId"))).toBe("loginIdentity: unknown");
  expect(sentenceAtField(refusal("loginId: it is taken"))).toBe("loginId: it is taken");
});

test("a sentence begins with a capital letter, and the name of a parameter as it is spelled", () => {
  expect(sentence(refusal("a mobile is 11 digits"))).toBe("A mobile is 11 digits");
  expect(sentence(refusal("q: at most 64 characters"))).toBe("q: at most 64 characters");
  expect(sentence(refusal("deptId is a number"))).toBe("deptId is a number");
  expect(sentence(refusal("手机号不合法"))).toBe("手机号不合法");
});
