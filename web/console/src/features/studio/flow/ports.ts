// The ways out of a card, and how high that makes it: the height follows from what stands on a card, so that cards have
// their places before they are drawn. The style sheet holds the same measures.

import { END, type Step, type Way, type WayField, waysOut } from "../model/scenario";
import type { StepNames } from "../scenario/names";

export const HEAD = 34;
export const TITLE = 26;
export const BODY = 40;
export const WAY = 30;
const PADDING = 8;

/** Ways that are drawn: closing is told only where it leads somewhere, or where nothing else does. */
export function shownWays(step: Step): Way[] {
  const ways = waysOut(step);
  return ways.filter((way) => way.kind !== "close" || way.to !== END || ways.length === 1);
}

export const cardHeight = (step: Step, names: StepNames): number =>
  HEAD + TITLE + (names.body(step) === "" ? 0 : BODY) + shownWays(step).length * WAY + PADDING;

/** A way's name on the page: `choices[0].next`. */
export const handleOf = (at: WayField): string =>
  at
    .map((name) => (typeof name === "number" ? `[${name}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
