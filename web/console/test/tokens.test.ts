// What is written can be read: contrasts of the palette after WCAG 2.2.

import { describe, expect, test } from "vitest";
import { armColours, dark, light, type Palette } from "../src/app/tokens";

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const body = 7;
const text = 4.5;
const shape = 3;

describe.each([
  ["light", light, armColours.light],
  ["dark", dark, armColours.dark],
] as [string, Palette, readonly string[]][])("in %s colours", (_, palette, arms) => {
  const grounds = [palette.paper, palette.surface, palette.sunken, palette.hover];
  const least = (colour: string, behind: string[]) =>
    Math.min(...behind.map((ground) => contrast(colour, ground)));

  test("body text reaches AAA on every ground", () => {
    expect(least(palette.ink, [...grounds, palette.accentSoft])).toBeGreaterThanOrEqual(body);
    expect(least(palette.inkSoft, [palette.paper, palette.surface])).toBeGreaterThanOrEqual(6);
  });

  test("quiet text and links reach AA on every ground", () => {
    expect(least(palette.inkSoft, grounds)).toBeGreaterThanOrEqual(text);
    expect(least(palette.inkFaint, grounds)).toBeGreaterThanOrEqual(text);
    expect(least(palette.accent, [...grounds, palette.accentSoft])).toBeGreaterThanOrEqual(text);
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(text);
  });

  test.each(["good", "care", "harm", "unknown"] as const)(
    "%s can be read on its own ground and on paper",
    (tone) => {
      expect(least(palette[tone], [palette[`${tone}Soft`], ...grounds])).toBeGreaterThanOrEqual(text);
    },
  );

  test("arms and control stand out from the page", () => {
    for (const colour of [...arms, palette.control])
      expect(least(colour, grounds)).toBeGreaterThanOrEqual(shape);
  });
});
