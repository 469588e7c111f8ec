/** Today beside the same weekday last week: what a difference is called, and how far one may speak of it. */

export type Comparison =
  | { kind: "more" | "less"; ratio: number }
  | { kind: "same" }
  /** Nothing to divide by: last week had none. */
  | { kind: "first" }
  /** Neither day had any. */
  | { kind: "none" }
  /** So few that a percentage would say more than there is. */
  | { kind: "few"; difference: number };

/** Below so many on both days a difference is told in pieces, not in percent. */
export const FEW = 20;

/** Differences smaller than this ratio are "about the same". */
export const SAME = 0.02;

/** `counted`: things one by one (visitors, orders), where small numbers are told as they are. */
export function compare(today: number, lastWeek: number, counted = true): Comparison {
  if (today === 0 && lastWeek === 0) return { kind: "none" };
  if (lastWeek === 0) return { kind: "first" };
  const ratio = today / lastWeek - 1;
  if (Math.abs(ratio) < SAME) return { kind: "same" };
  if (counted && today < FEW && lastWeek < FEW) return { kind: "few", difference: today - lastWeek };
  return { kind: ratio > 0 ? "more" : "less", ratio: Math.abs(ratio) };
}
