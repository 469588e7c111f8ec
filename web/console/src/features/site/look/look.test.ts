// @vitest-environment node
import { describe, expect, test } from "vitest";
import { isReadable, lookOf, shown, themeOf } from "./look";

describe("a look", () => {
  test.each([
    null,
    "sakura",
    { preset: "ai", accent: "#aa0000" },
    { preset: "ai", radius: 0, density: 0.85 },
    { preset: "kinari", surface: "#ffffff", text: "#000000" },
  ])("goes back into the text as it came: %o", (theme) => {
    expect(themeOf(lookOf(theme))).toEqual(theme);
  });

  test("begins with the first preset where the text names none", () => {
    expect(themeOf(lookOf({ accent: "#aa0000" }))).toEqual({ preset: "kinari", accent: "#aa0000" });
  });

  test("is the preset's, with the shop's own in place of it", () => {
    const look = lookOf({ preset: "yuzu", accent: "#aa0000", radius: 0 });
    expect(shown(look, "dark")).toEqual({
      surface: "#29261a",
      text: "#f7f2df",
      accent: "#aa0000",
      radius: 0,
      density: 1.1,
    });
  });

  test("is left aside where a colour is still being typed", () => {
    expect(shown({ ...lookOf("ai"), accent: "#aa" }, "light").accent).toBe("#1f4b8e");
  });

  test("can be read, or is refused", () => {
    expect(isReadable(lookOf({ preset: "ai", text: "#f0f0f0" }))).toBe(false);
    expect(isReadable(lookOf({ preset: "ai", surface: "#ffffff", text: "#333333" }))).toBe(true);
  });
});
