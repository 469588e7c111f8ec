// @vitest-environment node
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast, onAccent } from "./colours";
import { PRESETS, resolved } from "./presets";

describe("the presets", () => {
  test("are those of the engine, in its order", async () => {
    const path = join(import.meta.dirname, "../../../../../crates/engagement/src/theme.rs");
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

  test("are changed on light and dark pages alike", () => {
    const { light, dark } = resolved({ preset: "ai", accent: "#aa0000" });
    expect([light.accent, dark.accent, dark.surface]).toEqual(["#aa0000", "#aa0000", "#182338"]);
    expect(resolved({ preset: "none of them" }).light).toEqual(PRESETS.kinari.light);
  });
});

describe("colours", () => {
  test("are told apart as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  });

  test("are written on in white or ink, whichever can be read", () => {
    expect(onAccent("#2f4b8f")).toBe("#ffffff");
    expect(onAccent("#a9baf0")).toBe("#141210");
  });
});
