/**
 * Signal `dwell` `{seconds}`: active seconds on this page.
 *
 * Active: the page is visible, and there was input or scrolling within the last 30 seconds (active_time.ts).
 * Reported when an armed `params.seconds` is reached; without one, at 30. Time in other tabs, in front of an
 * abandoned screen, and on the page before does not count.
 */

import type { Signal } from "../../signals/signal.ts";
import { timerSlot } from "../guard.ts";

const DEFAULT_SECONDS = 30;

export const dwell: Signal = (watch) => {
  const check = (): void => {
    const seconds = watch.activeSeconds();
    if (watch.waitingFor("seconds", DEFAULT_SECONDS).some((due) => due <= seconds)) {
      watch.offer({ seconds: Math.floor(seconds * 10) / 10 });
    }
    const waiting = watch.waitingFor("seconds", DEFAULT_SECONDS).filter((due) => due > seconds);
    // While the visitor is idle the time stands still: then this comes back at most four times a second.
    if (waiting.length > 0) timer.set(Math.max(250, (Math.min(...waiting) - seconds) * 1000));
  };
  const timer = timerSlot(check);
  check();
  return { check, stop: timer.clear };
};
