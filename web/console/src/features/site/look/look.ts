// The look of messages as the form holds it, how it stands in the site's text, and what becomes of it on a page.

import type { SiteSettings } from "../../../api/types";
import { contrast, isColour, READABLE } from "../../look/colours";
import {
  type Colours,
  FIRST_PRESET,
  isPreset,
  PRESETS,
  type PresetName,
  presetNameOf,
} from "../../look/presets";

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

export function lookOf(theme: SiteSettings["theme"]): Look {
  if (!theme) return plain;
  if (typeof theme === "string") return { ...plain, preset: presetNameOf(theme) };
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

export const isReadable = (look: Look): boolean =>
  (["light", "dark"] as const).every((scheme) => {
    const { text, surface } = shown(look, scheme);
    return contrast(text, surface) >= READABLE;
  });
