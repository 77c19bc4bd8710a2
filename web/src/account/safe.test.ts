import { describe, expect, it, vi } from "vitest";
import { safe } from "./safe";

vi.stubGlobal("location", { origin: "https://orgbook.example" });

describe("safe", () => {
  it.each([
    ["/contacts/people/xu", "/contacts/people/xu"],
    ["/console/members?q=a%20b#x", "/console/members?q=a%20b#x"],
    [
      "/oauth2/auth?redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
      "/oauth2/auth?redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
    ],
    ["https://orgbook.example/console", "/console"],
  ])("leads to %s", (to, there) => expect(safe(to)).toBe(there));

  it.each([
    null,
    "",
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "/\t/evil.example",
    "https://orgbook.example@evil.example/",
    "https://orgbook.example.evil.example/",
    "http://orgbook.example/contacts",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://[",
    "/sign-in?to=/sign-in",
  ])("does not lead to %s", (to) => expect(safe(to)).toBe("/contacts"));
});
