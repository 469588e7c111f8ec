// The ready themes (the server's table; a test compares them) and what can be read on what.

import type { OwnTheme, Theme } from "./shape";

export interface Colours {
  surface: string;
  text: string;
  accent: string;
}

export interface Preset {
  name: string;
  light: Colours;
  dark: Colours;
  radius: number;
  density: number;
}

type Row = [name: string, light: string, dark: string, radius: number, density: number];
// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ["kinari", "#fffefb #26231f #2f4b8f", "#282521 #f4f0e9 #a9baf0", 12, 1],
  ["sumi", "#ffffff #1b1b1d #1b1b1d", "#1c1d20 #f2f2f4 #f2f2f4", 2, 1],
  ["ai", "#f8fafd #17233a #1f4b8e", "#182338 #e9f0fb #9dc0f5", 8, 1],
  ["matcha", "#fbfcf5 #232a1c #47652a", "#22281b #eff3e6 #b3d28b", 12, 1],
  ["sakura", "#fff9fa #3a2229 #b03a5f", "#2e2025 #fbecf0 #f5a9c0", 18, 1],
  ["kaki", "#fffaf5 #33231a #a8481c", "#2d221b #faeee5 #f4b083", 14, 1],
  ["fuji", "#fbf9fe #2a2338 #6a4ba3", "#262032 #f1ecfa #c9b3f2", 16, 1],
  ["sora", "#f6fbfe #152a33 #0b6a8f", "#15272f #e6f4fa #86cdea", 10, 1],
  ["ume", "#fdf8f9 #33191f #8f2340", "#2b1b1f #f9e9ec #f0a3b4", 6, 1],
  ["take", "#f7fcfa #172a24 #1c6b54", "#172822 #e6f5ef #86d3b7", 8, 1],
  ["yuzu", "#fffdf2 #2e2a17 #7a5b00", "#29261a #f7f2df #ecd06b", 20, 1.1],
  ["kurumi", "#fbf8f4 #2e2620 #6f4e37", "#29231f #f3ece5 #d9b99b", 4, 1.15],
];

function colours(row: string): Colours {
  const [surface = "", text = "", accent = ""] = row.split(" ");
  return { surface, text, accent };
}

export const PRESETS: readonly Preset[] = ROWS.map(([name, light, dark, radius, density]) => ({
  name,
  light: colours(light),
  dark: colours(dark),
  radius,
  density,
}));

const FIRST = PRESETS[0] as Preset;
export const presetOf = (theme: Theme | undefined): Preset => {
  const name = typeof theme === "string" ? theme : theme?.preset;
  return PRESETS.find((preset) => preset.name === name) ?? FIRST;
};

/** Colours hold for light and dark pages alike. */
export function resolved(theme: OwnTheme): { light: Colours; dark: Colours } {
  const preset = presetOf(theme);
  const own = (of: Colours): Colours => ({
    surface: theme.surface ?? of.surface,
    text: theme.text ?? of.text,
    accent: theme.accent ?? of.accent,
  });
  return { light: own(preset.light), dark: own(preset.dark) };
}

export const isColour = (colour: string): boolean => /^#[0-9a-f]{6}$/i.test(colour);

function luminance(colour: string): number {
  const channel = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** The contrast ratio after WCAG 2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Of a text with its background (1.4.3), and of what can be pressed (1.4.11). */
export const READABLE = 4.5;
export const DISCERNIBLE = 3;
