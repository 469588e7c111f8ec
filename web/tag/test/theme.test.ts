import { describe, expect, it } from "vitest";
import { contrast, hex, mix, type Rgb } from "../src/renderer/colour.ts";
import { type Palette, palette } from "../src/renderer/theme.ts";

/** Accents that shops have: dark, light, loud, nearly white, nearly black, middle grey. */
const ACCENTS = [
  "#2f4b8f",
  "#8a4b2f",
  "#e60033",
  "#ffd400",
  "#06c755",
  "#f4f0ea",
  "#111111",
  "#7f7f7f",
  "#c9a66b",
];
const SURFACES = ["#ffffff", "#fffefb", "#f3e9dc", "#282521", "#000000", "#1d2b4f"];

const named =
  (colours: Record<string, string>) =>
  (name: string): Rgb | undefined => {
    const value = colours[name];
    return value === undefined ? undefined : hex(value);
  };

function checkContrast(colours: Palette): void {
  expect(contrast(colours.text, colours.surface)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.quiet, colours.surface)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(colours.mark, colours.surface)).toBeGreaterThanOrEqual(3);
  expect(contrast(colours.text, colours.tint)).toBeGreaterThanOrEqual(4.5);
}

describe("contrast", () => {
  it("is WCAG's", () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
    expect(contrast(hex("#767676"), hex("#ffffff"))).toBeCloseTo(4.54, 2);
    expect(mix([0, 0, 0], [200, 100, 50], 0.5)).toEqual([100, 50, 25]);
  });

  it.each(["light", "dark"] as const)("holds in the %s theme with every accent", (scheme) => {
    checkContrast(palette(scheme, () => undefined));
    for (const accent of ACCENTS) checkContrast(palette(scheme, named({ "--kizukai-accent": accent })));
  });

  it("holds on any surface of a shop, even with a text colour that does not fit it", () => {
    for (const surface of SURFACES) {
      for (const accent of ACCENTS) {
        const colours = {
          "--kizukai-surface": surface,
          "--kizukai-accent": accent,
          "--kizukai-text": "#333333",
        };
        checkContrast(palette("light", named(colours)));
      }
    }
  });
});

describe("accent", () => {
  it("is the shop's own, Kizukai's name for it first", () => {
    const shop = { "--primary-color": "#e60033" };
    expect(palette("light", named(shop)).accent).toEqual(hex("#e60033"));
    expect(palette("light", named({ ...shop, "--kizukai-accent": "#06c755" })).accent).toEqual(
      hex("#06c755"),
    );
  });
});
