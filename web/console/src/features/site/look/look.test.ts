// @vitest-environment node
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast, isReadable, lookOf, onAccent, shown, themeOf } from "./look";
import { PRESETS } from "./presets";

describe("the presets", () => {
  test("are those of the engine, in its order", async () => {
    const path = join(import.meta.dirname, "../../../../../../crates/engagement/src/theme.rs");
    const colours = String.raw`\["(#\w+)", "(#\w+)", "(#\w+)"\]`;
    const line = new RegExp(String.raw`preset\("(\w+)", ${colours}, ${colours}, ([\d.]+), ([\d.]+)\)`, "g");
    const theirs = [...(await readFile(path, "utf8")).matchAll(line)].map(([, name, ...values]) => {
      const [surface, text, accent, darkSurface, darkText, darkAccent, radius, density] = values;
      return [
        name,
        {
          light: { surface, text, accent },
          dark: { surface: darkSurface, text: darkText, accent: darkAccent },
          radius: Number(radius),
          density: Number(density),
        },
      ];
    });
    expect(theirs).toHaveLength(12);
    expect(Object.entries(PRESETS)).toEqual(theirs);
  });
});

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

  test("writes on its accent in white or ink, whichever can be read", () => {
    expect(onAccent("#2f4b8f")).toBe("#ffffff");
    expect(onAccent("#a9baf0")).toBe("#141210");
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  });
});
