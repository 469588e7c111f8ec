/**
 * One set of variables, light and dark, from what the page says about itself:
 * `--kizukai-surface`, `--kizukai-text`, `--kizukai-accent`, `--kizukai-radius`, `--kizukai-density`. Without an
 * accent the usual names of shop themes are tried. What is derived (quiet text, lines, text on the accent) is mixed
 * here so that it stays readable on any of them.
 */
import type { Content, ThemeValues } from "../core/wire.ts";
import { contrast, css, hex, luminance, mix, type Rgb, readColour } from "./colour.ts";

const LIGHT = { surface: hex("#fffefb"), text: hex("#26231f"), accent: hex("#2f4b8f") };
const DARK = { surface: hex("#282521"), text: hex("#f4f0e9"), accent: hex("#a9baf0") };
/** Where shops name their colour, the first one first. */
export const ACCENT_NAMES = [
  "--kizukai-accent",
  "--color-accent",
  "--accent-color",
  "--accent",
  "--color-primary",
  "--primary-color",
  "--bs-primary",
];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 18, 16];

export type Scheme = "light" | "dark";

/** The scheme of the page, not of the device: a shop that is only light stays light at night. */
export function pageScheme(wanted: Scheme | "auto"): Scheme {
  if (wanted !== "auto") return wanted;
  const declared = getComputedStyle(document.documentElement).colorScheme || "";
  const device = window.matchMedia?.("(prefers-color-scheme: dark)").matches;
  if (/dark/.test(declared) && (!/light/.test(declared) || device)) return "dark";
  for (const node of [document.body, document.documentElement]) {
    const background = readColour(getComputedStyle(node).backgroundColor);
    if (background) return luminance(background) < 0.18 ? "dark" : "light";
  }
  return "light";
}

export interface Palette {
  surface: Rgb;
  text: Rgb;
  accent: Rgb;
  /** Text on the accent. */
  onAccent: Rgb;
  /** The accent where it stands alone on the surface (rings, marks): at least 3:1. */
  mark: Rgb;
  /** Quiet text: at least 4.5:1. */
  quiet: Rgb;
  /** Edges of what can be pressed. */
  edge: Rgb;
  line: Rgb;
  tint: Rgb;
}

/** `named` reads a colour that the page names, if it does. */
export function palette(scheme: Scheme, named: (name: string) => Rgb | undefined): Palette {
  const base = scheme === "dark" ? DARK : LIGHT;
  const surface = named("--kizukai-surface") ?? base.surface;
  let text = named("--kizukai-text") ?? base.text;
  if (contrast(text, surface) < 4.5) text = contrast(INK, surface) > contrast(WHITE, surface) ? INK : WHITE;
  const accent = ACCENT_NAMES.map(named).find(Boolean) ?? base.accent;
  const quiet = mix(text, surface, 0.74);
  return {
    surface,
    text,
    accent,
    onAccent: contrast(WHITE, accent) >= 4.5 || contrast(WHITE, accent) > contrast(INK, accent) ? WHITE : INK,
    mark: contrast(accent, surface) >= 3 ? accent : text,
    quiet: contrast(quiet, surface) >= 4.5 ? quiet : text,
    edge: mix(text, surface, 0.5),
    line: mix(text, surface, 0.14),
    tint: mix(accent, surface, 0.09),
  };
}

/**
 * Sets the variables on a message's host element. Through CSSOM: a strict CSP allows that. What the shop chose for this
 * message (`chosen`) comes before what the page says.
 */
export function applyTheme(host: HTMLElement, wanted: Scheme | "auto", chosen: Content["theme"] = {}): void {
  const page = getComputedStyle(document.documentElement);
  const scheme = pageScheme(wanted);
  const values: ThemeValues = chosen[scheme] ?? {};
  const own = (name: string): string =>
    String(values[name.slice(10) as keyof ThemeValues] ?? page.getPropertyValue(name)).trim();
  const colours = palette(scheme, (name) => readColour(own(name)));
  for (const name of Object.keys(colours) as (keyof Palette)[]) {
    host.style.setProperty(`--k-${name}`, css(colours[name]));
  }
  host.style.setProperty("--k-radius", own("--kizukai-radius") || "12px");
  host.style.setProperty("--k-density", own("--kizukai-density") || "1");
  host.style.setProperty("--k-font", getComputedStyle(document.body).fontFamily || "system-ui,sans-serif");
  host.setAttribute("data-scheme", scheme);
}
