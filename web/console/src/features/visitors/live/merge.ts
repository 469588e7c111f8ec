// The live list as it is held: rows by profile, and an order that changes only when somebody asks or nobody looks.
//
// Changes come every other second. A row that is known changes in place; a new visitor waits (`arrived`) until the list
// may move: at once while nobody reads it, otherwise when "n new" is pressed. So no row jumps under the pointer.

import type { LiveVisitor } from "../../../api/types";

export interface LiveList {
  byProfile: ReadonlyMap<string, LiveVisitor>;
  /** Profiles in the order in which they stand. */
  order: readonly string[];
  /** Newcomers that are not in the order yet, latest last. */
  arrived: readonly string[];
  /** Newcomers put in place by the last `settle`; they appear softly. */
  fresh: ReadonlySet<string>;
}

export const emptyList: LiveList = { byProfile: new Map(), order: [], arrived: [], fresh: new Set() };

export const LIVE_ORDERS = ["active", "cart", "pages", "visits"] as const;
export type LiveOrder = (typeof LIVE_ORDERS)[number];

const amount: Record<Exclude<LiveOrder, "active">, (row: LiveVisitor) => number> = {
  cart: (row) => row.cart.subtotal,
  pages: (row) => row.page_count,
  visits: (row) => row.visit,
};

/** Largest first; within that who acted last. Ties by profile, so that the order is one and the same every time. */
export function compareBy(order: LiveOrder): (one: LiveVisitor, other: LiveVisitor) => number {
  return (one, other) => {
    const byAmount = order === "active" ? 0 : amount[order](other) - amount[order](one);
    if (byAmount !== 0) return byAmount;
    return compareText(other.last_at, one.last_at) || compareText(one.profile, other.profile);
  };
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** All visitors as the first answer has them, in order. */
export function begin(rows: readonly LiveVisitor[], order: LiveOrder): LiveList {
  const sorted = [...rows].sort(compareBy(order));
  return {
    byProfile: new Map(sorted.map((row) => [row.profile, row])),
    order: sorted.map((row) => row.profile),
    arrived: [],
    fresh: new Set(),
  };
}

/** Takes in what changed. The same list when nothing did. */
export function merge(list: LiveList, changes: readonly LiveVisitor[]): LiveList {
  if (changes.length === 0) return list;
  const byProfile = new Map(list.byProfile);
  const arrived = [...list.arrived];
  for (const row of changes) {
    if (!byProfile.has(row.profile)) arrived.push(row.profile);
    byProfile.set(row.profile, row);
  }
  return { ...list, byProfile, arrived };
}

/** Lets the list move: drops who is gone, puts newcomers in, and sorts anew. */
export function settle(list: LiveList, order: LiveOrder, goneBefore_ms: number): LiveList {
  const here = [...list.byProfile.values()].filter((row) => !isGone(row, goneBefore_ms));
  return { ...begin(here, order), fresh: new Set(list.arrived) };
}

/** Nobody was heard of since: the visit is over. */
export const isGone = (row: LiveVisitor, goneBefore_ms: number): boolean =>
  Date.parse(row.last_at) < goneBefore_ms;

/** The rows in their order. */
export function rowsOf(list: LiveList): LiveVisitor[] {
  return list.order.flatMap((profile) => list.byProfile.get(profile) ?? []);
}
