/**
 * Active time on a page: the page is visible, and there was input (key, pointer, touch, wheel) or scrolling within
 * the last 30 seconds. Arriving and coming back to the tab count as input. Costs one addition per input, no timer.
 */
import { monotonicMs } from "./environment.ts";
import { listen } from "./guard.ts";
import { ACTIVE_MS } from "./limits.ts";

export interface ActiveTime {
  /** A new page begins. */
  restart(): void;
  activeMs(): number;
  /** Since the last input. */
  idleMs(): number;
}

export function watchActiveTime(): ActiveTime {
  let totalMs = 0;
  let inputAtMs = monotonicMs();
  let visible = !document.hidden;

  const sinceInputMs = (): number => (visible ? Math.min(monotonicMs() - inputAtMs, ACTIVE_MS) : 0);
  const input = (): void => {
    totalMs += sinceInputMs();
    inputAtMs = monotonicMs();
  };
  listen(document, "pointermove pointerdown keydown touchmove wheel scroll", (event) => {
    // A carousel that turns by itself scrolls too, but not the page.
    if (event.type !== "scroll" || event.target === document) input();
  });
  listen(document, "visibilitychange", () => {
    input();
    visible = !document.hidden;
  });
  return {
    restart() {
      totalMs = 0;
      inputAtMs = monotonicMs();
    },
    idleMs: () => monotonicMs() - inputAtMs,
    activeMs: () => totalMs + sinceInputMs(),
  };
}
