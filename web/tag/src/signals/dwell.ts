/**
 * Signal `dwell` `{seconds}`: active seconds on this page.
 *
 * Active: the page is visible, and there was input or scrolling within the last 30 seconds (active_time.ts).
 * Reported when an armed `params.seconds` is reached; without one, at 30. Time in other tabs, in front of an
 * abandoned screen, and on the page before does not count.
 */

import { timerSlot } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

export const dwell: Signal = {
  defaults: { seconds: 30 },
  watch(watch) {
    const check = (): void => {
      const seconds = watch.activeSeconds();
      watch.offer({ seconds: Math.floor(seconds * 10) / 10 });
      const waiting = watch.due("seconds");
      // While the visitor is idle the time stands still: then this comes back at most four times a second.
      if (waiting.length > 0) timer.set(Math.max(250, (Math.min(...waiting) - seconds) * 1000));
    };
    const timer = timerSlot(check);
    check();
    return { check, stop: timer.clear };
  },
};
