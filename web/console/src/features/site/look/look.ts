// The look of messages as the form holds it, how it stands in the site's text, and what becomes of it on a page.

import type { SiteSettings } from "../../../api/types";
import { type Colours, FIRST_PRESET, isPreset, PRESETS, type PresetName } from "./presets";

export interface Look {
  /** Null: as the shop's page names its colours. */
  preset: PresetName | null;
  /** The shop's own, in place of the preset's, in light and dark alike; empty: the preset's. */
  accent: string;
  surface: string;
  text: string;
  radius: number | null;
  density: number | null;
}

export type Scheme = "light" | "dark";

const plain: Look = { preset: null, accent: "", surface: "", text: "", radius: null, density: null };

/** A name that is none of the presets counts as the first one, as it does in the engine. */
export function lookOf(theme: SiteSettings["theme"]): Look {
  if (!theme) return plain;
  if (typeof theme === "string") return { ...plain, preset: isPreset(theme) ? theme : FIRST_PRESET };
  const { preset, accent, surface, text, radius, density } = theme;
  return {
    preset: isPreset(preset) ? preset : FIRST_PRESET,
    accent: accent ?? "",
    surface: surface ?? "",
    text: text ?? "",
    radius: radius ?? null,
    density: density ?? null,
  };
}

export function themeOf({
  preset,
  accent,
  surface,
  text,
  radius,
  density,
}: Look): NonNullable<SiteSettings["theme"]> | null {
  if (preset === null) return null;
  const own = { accent: accent || null, surface: surface || null, text: text || null, radius, density };
  const chosen = Object.entries(own).filter(([, value]) => value !== null);
  return chosen.length === 0 ? preset : { preset, ...Object.fromEntries(chosen) };
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

export interface Shown extends Colours {
  radius: number;
  density: number;
}

/** What visitors see. A colour that is still being typed is left aside. */
export function shown(look: Look, scheme: Scheme): Shown {
  const preset = PRESETS[look.preset ?? FIRST_PRESET];
  const own = look.preset === null ? plain : look;
  const or = (typed: string, otherwise: string) => (isColour(typed) ? typed : otherwise);
  return {
    accent: or(own.accent, preset[scheme].accent),
    surface: or(own.surface, preset[scheme].surface),
    text: or(own.text, preset[scheme].text),
    radius: own.radius ?? preset.radius,
    density: own.density ?? preset.density,
  };
}

/** WCAG 2.2: what is less can hardly be read. */
const READABLE = 4.5;

export const isReadable = (look: Look): boolean =>
  (["light", "dark"] as const).every((scheme) => {
    const { text, surface } = shown(look, scheme);
    return contrast(text, surface) >= READABLE;
  });

/** The tag's two colours for text on the accent, and how it chooses. */
const [WHITE, INK] = ["#ffffff", "#141210"];

export function onAccent(accent: string): string {
  const white = contrast(WHITE, accent);
  return white >= READABLE || white > contrast(INK, accent) ? WHITE : INK;
}

/** From 1 to 21, after WCAG 2. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
