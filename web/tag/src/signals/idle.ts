/**
 * Signal `idle` `{seconds}`: the page is in front, and nobody has touched it for so long.
 *
 * Input is a key, the pointer, a touch, the wheel, or scrolling of the page (active_time.ts); arriving and coming
 * back to the tab count as input. A page in a tab behind is not idle, however long. Reported when an armed
 * `params.seconds` is reached; without one, at 60. In tenths of a second.
 */
import { timerSlot } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

export const idle: Signal = {
  defaults: { seconds: 60 },
  watch(watch) {
    const check = (): void => {
      const seconds = Math.floor(watch.idleSeconds() * 10) / 10;
      if (!document.hidden) watch.offer({ seconds });
      const waiting = watch.due("seconds").filter((due) => due > seconds);
      const next = waiting.length > 0 ? Math.min(...waiting) : Number.POSITIVE_INFINITY;
      // After input the time begins again: then the timer comes back when it could be due.
      if (watch.due("seconds").length > 0) timer.set(Math.max(250, (next - seconds) * 1000));
    };
    const timer = timerSlot(check);
    check();
    return { check, stop: timer.clear };
  },
};
