// The ways of a split and how many visitors each of them gets.

import { END, listAt, type Step } from "./scenario";
import { write } from "./text";

/** The engine's own bounds (`SPLIT_WAYS`). */
export const FEWEST_WAYS = 2;
export const MOST_WAYS = 10;

export function addWay(step: Step): Step {
  const ways = listAt(step, "ways");
  if (ways.length >= MOST_WAYS) return step;
  // As much as the others have on average: the new way gets an equal share of all.
  const weights = ways.map(({ weight }) => (typeof weight === "number" ? weight : 1));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  return write(step, ["ways"], [...ways, { weight: Math.round(mean * 100) / 100 || 1, next: END }]);
}

export function removeWay(step: Step, place: number): Step {
  const ways = listAt(step, "ways");
  if (ways.length <= FEWEST_WAYS) return step;
  return write(
    step,
    ["ways"],
    ways.filter((_, other) => other !== place),
  );
}

export const inEqualShares = (step: Step): Step =>
  write(
    step,
    ["ways"],
    listAt(step, "ways").map((way) => write(way, ["weight"], 1)),
  );
