// The looks that a shop chooses from, as the engine has them (crates/engagement/src/theme.rs); a test compares the two.

/** `#rrggbb`. */
export interface Colours {
  surface: string;
  text: string;
  accent: string;
}

export interface Preset {
  light: Colours;
  dark: Colours;
  /** CSS pixels. */
  radius: number;
  /** How much room there is; 1 is usual. */
  density: number;
}

type Triple = [surface: string, text: string, accent: string];

const colours = ([surface, text, accent]: Triple): Colours => ({ surface, text, accent });
const preset = (light: Triple, dark: Triple, radius: number, density = 1): Preset => ({
  light: colours(light),
  dark: colours(dark),
  radius,
  density,
});

/** In the order in which they are offered; a look that names none begins with the first. */
export const PRESETS = {
  kinari: preset(["#fffefb", "#26231f", "#2f4b8f"], ["#282521", "#f4f0e9", "#a9baf0"], 12),
  sumi: preset(["#ffffff", "#1b1b1d", "#1b1b1d"], ["#1c1d20", "#f2f2f4", "#f2f2f4"], 2),
  ai: preset(["#f8fafd", "#17233a", "#1f4b8e"], ["#182338", "#e9f0fb", "#9dc0f5"], 8),
  matcha: preset(["#fbfcf5", "#232a1c", "#47652a"], ["#22281b", "#eff3e6", "#b3d28b"], 12),
  sakura: preset(["#fff9fa", "#3a2229", "#b03a5f"], ["#2e2025", "#fbecf0", "#f5a9c0"], 18),
  kaki: preset(["#fffaf5", "#33231a", "#a8481c"], ["#2d221b", "#faeee5", "#f4b083"], 14),
  fuji: preset(["#fbf9fe", "#2a2338", "#6a4ba3"], ["#262032", "#f1ecfa", "#c9b3f2"], 16),
  sora: preset(["#f6fbfe", "#152a33", "#0b6a8f"], ["#15272f", "#e6f4fa", "#86cdea"], 10),
  ume: preset(["#fdf8f9", "#33191f", "#8f2340"], ["#2b1b1f", "#f9e9ec", "#f0a3b4"], 6),
  take: preset(["#f7fcfa", "#172a24", "#1c6b54"], ["#172822", "#e6f5ef", "#86d3b7"], 8),
  yuzu: preset(["#fffdf2", "#2e2a17", "#7a5b00"], ["#29261a", "#f7f2df", "#ecd06b"], 20, 1.1),
  kurumi: preset(["#fbf8f4", "#2e2620", "#6f4e37"], ["#29231f", "#f3ece5", "#d9b99b"], 4, 1.15),
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
export const FIRST_PRESET: PresetName = "kinari";

export const isPreset = (name: unknown): name is PresetName => typeof name === "string" && name in PRESETS;

/** Changes to a preset. Colours hold for light and dark pages alike. */
interface Changes {
  readonly preset?: string;
  readonly accent?: string;
  readonly surface?: string;
  readonly text?: string;
}

/** A name that is none of the presets counts as the first one, as it does in the engine. */
export function presetNameOf(theme: string | Changes | undefined): PresetName {
  const name = typeof theme === "string" ? theme : theme?.preset;
  return isPreset(name) ? name : FIRST_PRESET;
}

/** What comes of a preset and changes to it. */
export function resolved(theme: Changes): { light: Colours; dark: Colours } {
  const { light, dark } = PRESETS[presetNameOf(theme)];
  const { accent, surface, text } = theme;
  const own = (of: Colours): Colours => ({
    surface: surface ?? of.surface,
    text: text ?? of.text,
    accent: accent ?? of.accent,
  });
  return { light: own(light), dark: own(dark) };
}
