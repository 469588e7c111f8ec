import type { TrackEvent } from "../tracking/events.js";

/** A page draws itself at once, says what happened, and may wire its controls. */
export interface Page {
  events: readonly TrackEvent[];
}
