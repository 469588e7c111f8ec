// The one file of colours, type and space. Everything on a screen takes its look from here: theme.ts hands it to
// Mantine and, as CSS variables (`--kz-paper`, `--kz-ink-soft` …), to the style sheets. A test holds the contrasts.

/** Paper and ink, one accent (藍), four meanings. A meaning never stands alone: a word or an icon is beside it. */
export interface Palette {
  /** Behind everything. */
  paper: string;
  /** What floats or is edited: fields, panels, menus. */
  surface: string;
  /** What lies deeper: code, table heads, wells. */
  sunken: string;
  /** A row under the pointer. */
  hover: string;
  line: string;
  lineStrong: string;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  accent: string;
  accentSoft: string;
  onAccent: string;
  good: string;
  goodSoft: string;
  care: string;
  careSoft: string;
  harm: string;
  harmSoft: string;
  unknown: string;
  unknownSoft: string;
  /** The hidden comparison, always and everywhere. */
  control: string;
  shadow: string;
}

export const light: Palette = {
  paper: "#faf8f4",
  surface: "#fffefc",
  sunken: "#f3f0e9",
  hover: "#f4f1ea",
  line: "#e7e2d8",
  lineStrong: "#cfc8ba",
  ink: "#26231e",
  inkSoft: "#57514a",
  inkFaint: "#6e675d",
  accent: "#2f4b8f",
  accentSoft: "#e9edf7",
  onAccent: "#ffffff",
  good: "#2c6b3f",
  goodSoft: "#e6f1e6",
  care: "#855600",
  careSoft: "#fbf0d9",
  harm: "#b3351d",
  harmSoft: "#fbe9e4",
  unknown: "#5f5a52",
  unknownSoft: "#eeebe4",
  control: "#8b857a",
  shadow: "0 1px 2px rgb(60 50 30 / 6%), 0 8px 28px rgb(60 50 30 / 12%)",
};

export const dark: Palette = {
  paper: "#191816",
  surface: "#22201d",
  sunken: "#131210",
  hover: "#262420",
  line: "#34312b",
  lineStrong: "#4d4840",
  ink: "#efebe3",
  inkSoft: "#c2bbae",
  inkFaint: "#a19a8d",
  accent: "#a3b8ea",
  accentSoft: "#252d42",
  onAccent: "#161b2b",
  good: "#8fc79b",
  goodSoft: "#1f2f23",
  care: "#e0b55e",
  careSoft: "#352a14",
  harm: "#f0937c",
  harmSoft: "#3b211b",
  unknown: "#b0a99c",
  unknownSoft: "#2b2925",
  control: "#8d8678",
  shadow: "0 1px 2px rgb(0 0 0 / 30%), 0 10px 32px rgb(0 0 0 / 45%)",
};

/** The same arm has the same colour everywhere, by its place in the campaign; control is always grey. */
export const armColours = {
  light: ["#2f4b8f", "#b4652a", "#3d7d5c", "#8a4a7d", "#7d7420", "#3b7f97"],
  dark: ["#a3b8ea", "#e3a06c", "#8cc9a7", "#d29cc6", "#cdc26a", "#8cc6da"],
} as const;

/** 藍 from lightest to darkest, for the parts that Mantine shades itself. */
export const ai = [
  "#eef1f9",
  "#dbe1f1",
  "#c0cbe8",
  "#a3b8ea",
  "#7d93cf",
  "#5b74b8",
  "#415da4",
  "#2f4b8f",
  "#273f79",
  "#1d305e",
] as const;

/** Warm greys, light to dark: Mantine's `gray`. */
export const paperGreys = [
  "#faf8f4",
  "#f3f0e9",
  "#e7e2d8",
  "#dad4c8",
  "#cfc8ba",
  "#a8a194",
  "#7c766b",
  "#57514a",
  "#3b3731",
  "#26231e",
] as const;

/** Warm dark greys, light to dark: Mantine's `dark`. */
export const nightGreys = [
  "#efebe3",
  "#c2bbae",
  "#a19a8d",
  "#6d675c",
  "#4d4840",
  "#34312b",
  "#22201d",
  "#191816",
  "#131210",
  "#0d0c0b",
] as const;

export const fontFamily =
  '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", system-ui, -apple-system, sans-serif';
export const monospace =
  'ui-monospace, "SFMono-Regular", Menlo, Consolas, "Noto Sans Mono CJK JP", monospace';

/** Three sizes a page at most: title, body, small. */
export const sizes = { title: "22px", lead: "16px", body: "14px", small: "12.5px" } as const;

/** A grid of 4 px. */
export const space = { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "40px" } as const;

export const radius = "8px";
/** Motion only shows where something went. */
export const motionMs = 150;
/** Below this width the navigation moves to the foot of the screen. */
export const narrowPx = 768;
