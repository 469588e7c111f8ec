/**
 * Where an overlay may stand: never over a field being typed in, above the shop's own bars, and where it covers least.
 * Weighed is everything that can be pressed, typed into or read as a heading; prices and cart controls outweigh all.
 */
import { deepFocus, isEditable } from "../core/activity.ts";
import { decisionControl } from "../signals/decision_controls.ts";

export const PHONE_WIDTH = 600;
/** Gap to the edges of the window. */
const EDGE = 20;
/** What a price or cart control weighs; anything else that can be pressed 10, a heading 1. */
export const DECISION_WEIGHT = 1_000;
const PRESSABLE = "a[href],button,input,select,textarea,label,summary,[role=button],[tabindex='0']";
const COLUMNS = 8;
const ROWS = 8;

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How much of the bottom edge the shop's own fixed bars take, in pixels; at most 40 % of the viewport. */
export function fixedBottomHeight(host: Element): number {
  let height = 0;
  for (const x of [innerWidth * 0.1, innerWidth * 0.5, innerWidth * 0.9]) {
    for (const under of elementsAt(x, innerHeight - 2, host)) {
      const bar = fixedAncestor(under);
      if (!bar) continue;
      const { top } = bar.getBoundingClientRect();
      if (top > innerHeight * 0.6) height = Math.max(height, innerHeight - top);
    }
  }
  return height;
}

/** How much a message in this box would cover. */
export function coverage({ left, top, width, height }: Box, host: Element): number {
  const found = new Map<Element, number>();
  const looked = new Set<Element>();
  for (let column = 0; column <= COLUMNS; column++) {
    for (let row = 0; row <= ROWS; row++) {
      // A pixel inside of the box: what only touches its edge is not under it.
      const x = left + 1 + ((width - 2) * column) / COLUMNS;
      const y = top + 1 + ((height - 2) * row) / ROWS;
      for (const under of elementsAt(x, y, host)) {
        if (looked.has(under)) continue;
        looked.add(under);
        const control = decisionControl(under);
        if (control) found.set(control, DECISION_WEIGHT);
        const pressable = under.closest(PRESSABLE);
        if (pressable && !found.has(pressable)) found.set(pressable, 10);
        if (/^H[1-3]$/.test(under.tagName)) found.set(under, 1);
      }
    }
  }
  let weight = 0;
  found.forEach((each) => {
    weight += each;
  });
  return weight;
}

export type Side = "right" | "left" | "bottom" | "top";

/** The place where a card or toast of this size covers least; in doubt where reading ends, below. */
export function freeSide({ width, height }: Box, bottom: number, host: Element): Side {
  const below = innerHeight - bottom - EDGE - height;
  const weigh = (left: number, top: number): number => coverage({ left, top, width, height }, host);
  if (innerWidth < PHONE_WIDTH) return weigh(0, 0) < weigh(0, below) ? "top" : "bottom";
  // Positive: the right covers more.
  const difference = weigh(innerWidth - EDGE - width, below) - weigh(EDGE, below);
  const { direction } = getComputedStyle(document.documentElement);
  return difference > 0 || (difference === 0 && direction === "rtl") ? "left" : "right";
}

/** True while the card would stand over the field that has the focus; on a phone the keyboard leaves no room at all. */
export function coversFocusedField(card: Element, host: Element): boolean {
  const field = document.activeElement === host ? null : deepFocus();
  if (!field || !isEditable(field)) return false;
  if (innerWidth < PHONE_WIDTH) return true;
  const a = card.getBoundingClientRect();
  const b = field.getBoundingClientRect();
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** A list of our own: the methods of the page's lists may be anything. */
function elementsAt(x: number, y: number, host: Element): Element[] {
  return Array.from(document.elementsFromPoint?.(x, y) ?? []).filter((under) => under !== host);
}

function fixedAncestor(from: Element): Element | undefined {
  for (let node: Element | null = from; node && node !== document.body; node = node.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(node).position)) return node;
  }
  return undefined;
}
