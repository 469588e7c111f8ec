/**
 * Signal `custom` `{name, …}`: the shop's own script says `kizukai.signal(name, properties)`.
 *
 * Numbers and texts of at most 200 characters pass, 20 at most; anything else is left out. A call counts on the page
 * it is made on, also when it comes before the server has answered what is armed. Unlike other signals it may be
 * reported again, 20 times a page: the campaign's caps have the say.
 */

import { MAX_SIGNAL_CHARS, MAX_SIGNAL_PROPERTIES } from "../core/limits.ts";
import type { Params } from "./signal.ts";

export function customProperties(name: string, given: Record<string, unknown>): Params {
  const properties: Params = {};
  for (const key of Object.keys(given).slice(0, MAX_SIGNAL_PROPERTIES)) {
    const value = given[key];
    if (typeof value === "string") properties[key] = value.slice(0, MAX_SIGNAL_CHARS);
    else if (typeof value === "number" && Number.isFinite(value)) properties[key] = value;
  }
  properties.name = name.slice(0, MAX_SIGNAL_CHARS);
  return properties;
}
