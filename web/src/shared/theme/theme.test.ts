import { expect, test } from "vitest";
import { kebab, properties } from "../../../build/tokens";
import tokens from "./tokens.json";

test.each([
  ["colorBgContainer", "color-bg-container"],
  ["colorFillSecondary", "color-fill-secondary"],
  ["fontSizeSM", "font-size-sm"],
  ["lineHeightHeading1", "line-height-heading1"],
  ["boxShadow", "box-shadow"],
])("%s is --ob-%s", (name, expected) => {
  expect(kebab(name)).toBe(expected);
});

test("both appearances have the same properties, and the values of the tokens", () => {
  const [light, dark] = [properties("light"), properties("dark")];
  expect(Object.keys(light).sort()).toEqual(Object.keys(dark).sort());
  expect(light["--ob-color-primary"]).toBe(tokens.light.token.colorPrimary);
  expect(dark["--ob-color-primary"]).toBe(tokens.dark.token.colorPrimary);
  expect(light["--ob-x-move-text"]).toBe("#6443AE");
  expect(light["--ob-control-height"]).toBe("32px");
  expect(light["--ob-line-height"]).toBe("1.5714285714");
  expect(light["--adm-color-primary"]).toBe("#2456B8");
});
