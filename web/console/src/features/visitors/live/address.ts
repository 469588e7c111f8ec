// The live list's filter and order as they stand in the address.

import type { PageSearch } from "../../../app/search";
import type { LiveFilter } from "./filter";
import { LIVE_ORDERS, type LiveOrder } from "./merge";

const YES = "1";

export function filterOf(search: PageSearch): LiveFilter {
  return {
    text: search.q ?? "",
    withCart: search.cart === YES,
    known: search.known === YES,
    talking: search.talking === YES,
    segment: search.segment ?? null,
    device: search.device ?? null,
  };
}

export function searchOf(change: Partial<LiveFilter>): Record<string, string | undefined> {
  const yes = (is: boolean) => (is ? YES : undefined);
  const search: Record<string, string | undefined> = {};
  if (change.text !== undefined) search.q = change.text || undefined;
  if (change.withCart !== undefined) search.cart = yes(change.withCart);
  if (change.known !== undefined) search.known = yes(change.known);
  if (change.talking !== undefined) search.talking = yes(change.talking);
  if (change.segment !== undefined) search.segment = change.segment ?? undefined;
  if (change.device !== undefined) search.device = change.device ?? undefined;
  return search;
}

export const orderOf = (search: PageSearch): LiveOrder =>
  LIVE_ORDERS.find((order) => order === search.order) ?? "active";
