// The live list as it is held: an order of profiles that changes only when somebody asks, or gains and loses rows while
// nobody reads it. What the rows say changes in place, every other second; so no row jumps under the pointer.

import type { LiveVisitor } from "../../../api/types";

type Present = ReadonlyMap<string, LiveVisitor>;

export interface LiveList {
  present: Present;
  /** Profiles in the order in which they stand. */
  order: readonly string[];
  /** Newcomers that are not in the order yet. */
  arrived: readonly string[];
  /** Newcomers that took their place last; they appear softly. */
  fresh: ReadonlySet<string>;
}

export const emptyList: LiveList = { present: new Map(), order: [], arrived: [], fresh: new Set() };

export const LIVE_ORDERS = ["active", "cart", "pages", "visits"] as const;
export type LiveOrder = (typeof LIVE_ORDERS)[number];

const amount: Record<LiveOrder, (row: LiveVisitor) => number> = {
  active: () => 0,
  cart: (row) => row.cart.subtotal,
  pages: (row) => row.page_count,
  visits: (row) => row.visit,
};

/** Largest first; within that who acted last. Ties by profile, so that the order is the same every time. */
export function compareBy(order: LiveOrder): (one: LiveVisitor, other: LiveVisitor) => number {
  return (one, other) =>
    amount[order](other) - amount[order](one) ||
    compareText(other.last_at, one.last_at) ||
    compareText(one.profile, other.profile);
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Takes in who is present now. Nothing moves. */
export function take(list: LiveList, present: Present): LiveList {
  if (list.present === present) return list;
  const known = new Set([...list.order, ...list.arrived]);
  const newcomers = [...present.keys()].filter((profile) => !known.has(profile));
  return { ...list, present, arrived: newcomers.length > 0 ? [...list.arrived, ...newcomers] : list.arrived };
}

/** Puts newcomers on top and drops who left; everybody else stays in order. The same list when nothing moves. */
export function admit(list: LiveList, goneBefore_ms: number): LiveList {
  const isHere = (profile: string) => {
    const row = list.present.get(profile);
    return row !== undefined && !isGone(row, goneBefore_ms);
  };
  const order = list.order.filter(isHere);
  if (list.arrived.length === 0 && order.length === list.order.length) return list;
  const arrived = list.arrived.filter(isHere).reverse();
  return { ...list, order: [...arrived, ...order], arrived: [], fresh: new Set(arrived) };
}

/** Sorts anew: asked for by whoever reads the list. */
export function arrange(list: LiveList, order: LiveOrder, goneBefore_ms: number): LiveList {
  const here = [...list.present.values()].filter((row) => !isGone(row, goneBefore_ms));
  return {
    present: list.present,
    order: here.sort(compareBy(order)).map((row) => row.profile),
    arrived: [],
    fresh: new Set(list.arrived),
  };
}

/** Not heard of since: the visit is over. */
export const isGone = (row: LiveVisitor, goneBefore_ms: number): boolean =>
  Date.parse(row.last_at) < goneBefore_ms;

/** The rows in their order; who became part of another profile is left out. */
export function rowsOf(list: LiveList): LiveVisitor[] {
  return list.order.flatMap((profile) => list.present.get(profile) ?? []);
}
