/**
 * Signal `return` `{away_s}`: the visitor comes back to this page from another tab, window or app.
 *
 * `away_s` is how long the page was hidden, in seconds (tenths). Reported when the tab becomes visible again after at
 * least the armed `params.away_s`; without one, 10. A page that is opened in a tab behind and looked at for the first
 * time is an arrival, not a return; so is a page that comes out of the back/forward cache.
 */
import { monotonicMs } from "../core/environment.ts";
import { listen } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

export const returned: Signal = {
  defaults: { away_s: 10 },
  watch(watch) {
    let seenBefore = !document.hidden;
    let hiddenAtMs: number | undefined;
    const stop = listen(document, "visibilitychange", () => {
      if (document.hidden) {
        hiddenAtMs = seenBefore ? monotonicMs() : undefined;
        return;
      }
      seenBefore = true;
      if (hiddenAtMs !== undefined)
        watch.offer({ away_s: Math.floor((monotonicMs() - hiddenAtMs) / 100) / 10 });
      hiddenAtMs = undefined;
    });
    return { check() {}, stop };
  },
};
