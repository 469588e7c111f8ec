/** What the core lends to its chunks. `build.mjs` reads the imports below: one line for each module. */
import { deepFocus, isEditable } from "./activity.ts";
import { byteLength, isoNow, monotonicMs, newId, wallMs } from "./environment.ts";
import { guard, later, listen, timerSlot } from "./guard.ts";
import { fromJson, toJson } from "./json.ts";
import { safeUrl } from "./links.ts";

export const lent = {
  byteLength,
  deepFocus,
  fromJson,
  guard,
  isEditable,
  isoNow,
  later,
  listen,
  monotonicMs,
  newId,
  safeUrl,
  timerSlot,
  toJson,
  wallMs,
};
