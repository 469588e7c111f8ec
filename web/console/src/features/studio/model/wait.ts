// What a wait waits for, and how it comes to wait for something else. A text says one of `for`, `until` and `on`; what
// belongs to another kind of wait is refused beside it, so it goes when the kind changes.

import type { Step } from "./scenario";
import { write } from "./text";

/** For so long, until a time, until something happens, until the next visit. */
export type WaitMode = "for" | "until" | "event" | "visit";
export const WAIT_MODES: readonly WaitMode[] = ["for", "until", "event", "visit"];

/** As long as a new wait waits until somebody says otherwise. */
export const FRESH_WAIT = "1h";
const FRESH_TIME = "09:00";
const FRESH_EVENT = "Order Completed";
/** Lengths that nobody has chosen. How long something is waited for where the text does not say is the engine's own. */
export const USUAL_LENGTH = { for: FRESH_WAIT, until: undefined, event: "7d", visit: "30d" } as const;

export function waitMode(step: Step): WaitMode {
  if (step.on === "event" || step.on === "visit") return step.on;
  return typeof step.until === "string" ? "until" : "for";
}

/** Fields that only some kinds of wait have. `next` belongs to all of them. */
const FIELDS: Readonly<Record<WaitMode, readonly string[]>> = {
  for: ["for"],
  until: ["until"],
  event: ["on", "name", "where", "for", "else"],
  visit: ["on", "for", "else"],
};
const OWN = [...new Set(Object.values(FIELDS).flat())];

/** The same wait for something else: what means the same there stays. */
export function inWaitMode(step: Step, mode: WaitMode): Step {
  const before = waitMode(step);
  if (before === mode) return step;
  const kept = OWN.filter((field) => !FIELDS[mode].includes(field)).reduce(
    (made, field) => write(made, [field], undefined),
    step,
  );
  switch (mode) {
    case "for":
      return write(kept, ["for"], lengthIn(mode, before, step.for));
    case "until":
      return write(kept, ["until"], FRESH_TIME);
    case "event":
    case "visit": {
      const awaited = write(kept, ["on"], mode);
      const named = mode === "event" ? write(awaited, ["name"], FRESH_EVENT) : awaited;
      const limited = write(named, ["for"], lengthIn(mode, before, step.for));
      return write(limited, ["else"], limited.else ?? "end");
    }
  }
}

/** A length that somebody chose stays; one that nobody did becomes what is usual for the new kind. */
const lengthIn = (mode: WaitMode, before: WaitMode, written: unknown): unknown =>
  written === undefined || written === USUAL_LENGTH[before] ? USUAL_LENGTH[mode] : written;

/** A time that comes every day, or a date that comes once; null for what is neither yet. */
export function untilKind(until: unknown): "time" | "date" | null {
  if (typeof until !== "string" || until === "") return null;
  return /^\d{1,2}:/.test(until) ? "time" : "date";
}

/** `2026-12-24T10:00`: the day after a moment (as the site's clocks show it), at the time that was said. */
export function tomorrowAt(local: string, time: string): string {
  const day = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return `${day.toISOString().slice(0, 10)}T${time}`;
}
