// Where an interval lies on a scale that holds zero. Pure.

export interface Interval {
  /** Null: open on this side. */
  low: number | null;
  high: number | null;
}

export interface Scale {
  from: number;
  until: number;
}

/** Steps at which a scale may end. */
const NICE = [1, 1.5, 2, 3, 4, 5, 7.5, 10];

/** The next round number away from zero. */
export function roundUp(amount: number): number {
  if (amount <= 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(amount));
  const step = NICE.find((nice) => nice * unit >= amount * (1 - 1e-9)) ?? 10;
  return step * unit;
}

/**
 * A scale for intervals that are looked at together: it holds zero, and `most` at most on either side, so that one that is still
 * wide does not press the others flat.
 */
export function scaleOf(intervals: readonly Interval[], most = Number.POSITIVE_INFINITY): Scale {
  const ends = intervals.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null);
  const reach = (end: number) => Math.min(most, roundUp(Math.max(0, end)));
  const from = -reach(Math.max(0, ...ends.map((end) => -end)));
  const until = reach(Math.max(0, ...ends));
  const whole = until - from;
  if (whole === 0) return { from: -1, until: 1 };
  // A little room on the side where nothing lies: zero must not be the edge.
  return { from: Math.min(from, -0.12 * whole), until: Math.max(until, 0.12 * whole) };
}

export interface Place {
  /** In percent of the scale's width. */
  left: number;
  width: number;
  zero: number;
  point: number | null;
  isCutLow: boolean;
  isCutHigh: boolean;
}

export function placeOn(scale: Scale, { low, high }: Interval, point: number | null): Place {
  const whole = scale.until - scale.from;
  const at = (value: number) =>
    (100 * (Math.min(scale.until, Math.max(scale.from, value)) - scale.from)) / whole;
  const left = low === null ? 0 : at(low);
  const right = high === null ? 100 : at(high);
  const isInside = point !== null && point >= scale.from && point <= scale.until;
  return {
    left,
    width: Math.max(0, right - left),
    zero: at(0),
    point: isInside ? at(point) : null,
    isCutLow: low === null || low < scale.from,
    isCutHigh: high === null || high > scale.until,
  };
}
