/**
 * The data-layer chunk: follows the page's `dataLayer` and hands over what mapping.ts makes of it.
 *
 * Both ways of pushing count: `dataLayer.push({event, ecommerce})` as for Google Tag Manager, and `gtag("event", …)`,
 * which pushes its `arguments`. What was pushed before counts too. An `ecommerce` pushed without an event belongs to
 * the events after it, until another one or `ecommerce: null` is pushed; an event's own comes before it. The list
 * itself stays as it is: every push reaches whoever else follows it, first.
 */
import { handOver } from "../chunk_contract.ts";
import { guard } from "../core/guard.ts";
import type { EventFields } from "../core/wire.ts";
import { toTrackEvents } from "./mapping.ts";

/** Begins to follow the list of this name on the page; makes it where there is none. */
export type DataLayerFollower = (name: string, perform: (fields: EventFields) => void) => void;

type Fields = Record<string, unknown>;
/** Pushes before the tag that are looked at, the newest. */
const MAX_EARLIER = 300;

export const followDataLayer: DataLayerFollower = (name, perform) => {
  const page = window as unknown as Record<string, unknown>;
  const layer = (Array.isArray(page[name]) ? page[name] : []) as unknown[];
  page[name] = layer;
  let ecommerce: Fields = {};

  const say = (event: string, given: Fields): void => {
    for (const track of toTrackEvents(event, given)) perform({ type: "track", ...track });
  };
  const read = guard((entry: unknown): void => {
    if (!isObject(entry)) return;
    // gtag's `arguments`: not an array, but a list.
    if (entry[0] === "event") {
      say(String(entry[1]), isObject(entry[2]) ? entry[2] : {});
      return;
    }
    if ("ecommerce" in entry) ecommerce = isObject(entry.ecommerce) ? entry.ecommerce : {};
    // What is said beside `ecommerce` (a search term, a method) belongs to the event as well.
    if (typeof entry.event === "string") say(entry.event, { ...entry, ...ecommerce });
  });

  for (let i = Math.max(0, layer.length - MAX_EARLIER); i < layer.length; i++) read(layer[i]);
  const push = layer.push;
  layer.push = (...entries: unknown[]): number => {
    const length = push.apply(layer, entries);
    for (const entry of entries) read(entry);
    return length;
  };
};

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

handOver("data_layer", followDataLayer);
