import { expect, test } from "vitest";
import { type Made, missingPoint, reproduced } from "./reproduce";

const HOME = "https://dir.example.com";
const legacy: Made = {
  method: "POST",
  path: "/topapi/v2/user/list",
  query: { access_token: "***", lang: "zh CN" },
  headers: [{ name: "content-type", value: "application/json" }],
  body: `{"name":"O'Neill \\"x\\" $HOME"}`,
};
const newer: Made = {
  method: "GET",
  path: "/v1.0/contact/users/me",
  query: {},
  headers: [{ name: "X-Acs-Dingtalk-Access-Token", value: "***" }],
};

test("a shell takes every sign as it is, and puts the token in", () => {
  expect(reproduced("curl", legacy, HOME)).toBe(
    `curl -X POST 'https://dir.example.com/topapi/v2/user/list?lang=zh+CN''&access_token='"$TOKEN" \\
  -H 'content-type: application/json' \\
  --data '{"name":"O'\\''Neill \\"x\\" $HOME"}'`,
  );
  expect(reproduced("curl", newer, HOME)).toBe(
    `curl -X GET 'https://dir.example.com/v1.0/contact/users/me' \\
  -H 'x-acs-dingtalk-access-token: '"$TOKEN"`,
  );
});

test("Python has the same texts, and no mask where a token belongs", () => {
  const code = reproduced("python", legacy, HOME);
  expect(code).toContain(`params={"lang": "zh CN", "access_token": os.environ["TOKEN"]},`);
  expect(code).toContain(`data="{\\"name\\":\\"O'Neill \\\\\\"x\\\\\\" $HOME\\"}".encode(),`);
  expect(reproduced("python", newer, HOME)).not.toContain("data=");
  for (const language of ["curl", "python"] as const)
    for (const made of [legacy, newer]) expect(reproduced(language, made, HOME)).not.toContain("***");
});

test("what a refusal lacks is read out of it", () => {
  expect(missingPoint('{"sub_msg":"应用尚未开通所需的权限：[qyapi_get_member]，点击链接"}')).toBe("qyapi_get_member");
  expect(missingPoint('{"message":"[Contact.User.Read] is missing"}')).toBe("Contact.User.Read");
  expect(missingPoint('{"errmsg":"[1,2]"}')).toBeUndefined();
  expect(missingPoint(undefined)).toBeUndefined();
});
