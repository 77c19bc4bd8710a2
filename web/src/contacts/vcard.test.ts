import { expect, test } from "vitest";
import type { Profile } from "./data";
import { vcard } from "./vcard";

const person = {
  userId: "xu",
  name: "许清和",
  title: "组长; 平台,身份",
  email: "xu@example.com",
  leader: false,
  protected: false,
  departments: [
    {
      deptId: 3,
      path: [
        { deptId: 1, name: "远岫" },
        { deptId: 3, name: "平台" },
      ],
      leader: false,
    },
  ],
  reports: [],
  fields: [{ id: "ext_number", label: "分机号", value: "8-7731" }],
  withheld: ["mobile"],
  blocked: [],
} as unknown as Profile;

test("a card holds what the page holds, escaped, and nothing that is withheld", () => {
  const card = vcard(person, "远岫集团");
  expect(card).toBe(
    [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "N:许清和;;;;",
      "FN:许清和",
      "ORG:远岫集团;平台",
      "TITLE:组长\\; 平台\\,身份",
      "TEL;TYPE=WORK:8-7731",
      "EMAIL;TYPE=WORK:xu@example.com",
      "END:VCARD",
      "",
    ].join("\r\n"),
  );
});

test("no line is longer than address books expect, and none is cut within a character", () => {
  const long = { ...person, title: "很".repeat(100) } as Profile;
  const lines = vcard(long, "").split("\r\n");
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(lines.map((line) => (line.startsWith(" ") ? line.slice(1) : line)).join("")).toContain("很".repeat(100));
});

test("a line break in a name makes no line of its own", () => {
  expect(vcard({ ...person, name: "A\nTEL:1" } as Profile, "")).toContain("FN:A\\nTEL:1\r\n");
});
