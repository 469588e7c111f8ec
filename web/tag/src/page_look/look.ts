/**
 * What a page looks like, in the few values that a theme of messages is made of: what can be pressed, what is behind the
 * text, the text. Each is what takes the most room; a colour beats grey, since shops press in theirs.
 */

import { contrast, type Rgb, readColour } from "../renderer/colour.ts";
import { ACCENT_NAMES } from "../renderer/theme.ts";
import type { Params } from "../signals/signal.ts";

const PRESSED = "button, [role=button], input[type=submit], input[type=button], a";
const READ = "p, li, dt, dd, td, th, h1, h2, h3, span, a, div";
/** Elements looked at of each kind. */
const MAX_LOOKED_AT = 600;
/** A banner as wide as the page is no more a button than a large one is. */
const MAX_AREA_PX = 20_000;
/** How much more a colour counts than a grey. */
const COLOURED = 4;
/** The difference of the channels from which on something is a colour. */
const CHROMA = 40;
/** Below, it is no button that stands out of its page. */
const STANDS_OUT = 1.5;
/** A button may be a pill; a card may not. */
const MAX_RADIUS_PX = 24;
const WHITE: Rgb = [255, 255, 255];

/** Sums by name; the greatest is asked for. */
function createTally<Of>(): { add(of: Of, weight: number): void; most(): Of | undefined } {
  const sums = new Map<string, { of: Of; sum: number }>();
  return {
    add(of, weight) {
      const known = sums.get(String(of)) ?? { of, sum: 0 };
      sums.set(String(of), { of, sum: known.sum + weight });
    },
    most: () => Array.from(sums.values()).sort((one, other) => other.sum - one.sum)[0]?.of,
  };
}

const hexOf = (colour: Rgb): string =>
  `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
const isColoured = (colour: Rgb): boolean => Math.max(...colour) - Math.min(...colour) >= CHROMA;

function elements(selector: string): HTMLElement[] {
  return Array.from(document.querySelectorAll<HTMLElement>(selector)).slice(0, MAX_LOOKED_AT);
}

function surfaceOf(): Rgb {
  for (const node of [document.body, document.documentElement]) {
    const colour = readColour(getComputedStyle(node).backgroundColor);
    if (colour) return colour;
  }
  return WHITE;
}

/** The colour in which most of the text is set. */
function textColour(): Rgb | undefined {
  const tally = createTally<Rgb>();
  for (const node of elements(READ)) {
    const own = Array.from(node.childNodes).filter(({ nodeType }) => nodeType === 3);
    const letters = own.reduce((sum, { nodeValue }) => sum + (nodeValue ?? "").trim().length, 0);
    if (letters === 0 || node.getClientRects().length === 0) continue;
    const colour = readColour(getComputedStyle(node).color);
    if (colour) tally.add(colour, letters);
  }
  return tally.most();
}

function named(): Rgb | undefined {
  const page = getComputedStyle(document.documentElement);
  return ACCENT_NAMES.map((name) => readColour(page.getPropertyValue(name).trim())).find(Boolean);
}

/** The colour and the corners of what can be pressed. */
function pressed(surface: Rgb): { accent: Rgb | undefined; radius: number | undefined } {
  const colours = createTally<Rgb>();
  const links = createTally<Rgb>();
  const corners = createTally<number>();
  for (const node of elements(PRESSED)) {
    const { width, height } = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const area = Math.min(width * height, MAX_AREA_PX);
    if (area < 1 || style.visibility === "hidden") continue;
    const ground = readColour(style.backgroundColor);
    if (ground && contrast(ground, surface) >= STANDS_OUT) {
      colours.add(ground, area * (isColoured(ground) ? COLOURED : 1));
      corners.add(Math.round(Number.parseFloat(style.borderTopLeftRadius) || 0), area);
    } else {
      const colour = readColour(style.color);
      if (colour && isColoured(colour)) links.add(colour, area);
    }
  }
  return { accent: colours.most() ?? links.most(), radius: corners.most() };
}

/** The first name of a list of fonts. */
const firstFont = (list: string): string => (list.split(",")[0] ?? "").replace(/["']/g, "").trim();

const hasDarkSide = (): boolean => {
  const schemes = getComputedStyle(document.documentElement).colorScheme || "";
  return /light/.test(schemes) && /dark/.test(schemes);
};

/** `accent`, `surface`, `text` as `#rrggbb`, `radius` in CSS pixels, `font`, `adapts` 1 where the page has a dark side. */
export function readPageLook(): Params {
  const surface = surfaceOf();
  const text = textColour();
  const { accent, radius } = pressed(surface);
  const look: Params = { surface: hexOf(surface), adapts: hasDarkSide() ? 1 : 0 };
  const pressable = named() ?? accent;
  if (text) look.text = hexOf(text);
  if (pressable) look.accent = hexOf(pressable);
  if (radius !== undefined) look.radius = Math.min(radius, MAX_RADIUS_PX);
  const font = firstFont(getComputedStyle(document.body).fontFamily);
  if (font) look.font = font;
  return look;
}
