/**
 * Signal `scroll` `{percent}`: how far down the page the visitor has been.
 *
 * The deepest point that the bottom edge of the viewport has reached since the signal was armed on this page, over
 * the height of the document as it is now (it grows with lazy lists), in whole percent rounded down. A page that
 * fits into the viewport is at 100 from the start. Reported when an armed `params.percent` is reached; without
 * one, at 50.
 */

import { listen } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

export const scroll: Signal = {
  defaults: { percent: 50 },
  watch(watch) {
    let deepest = 0;
    const check = (): void => {
      const height = document.documentElement.scrollHeight;
      deepest = Math.max(deepest, window.scrollY + window.innerHeight);
      // Browsers round the parts of a pixel of scrollY and scrollHeight apart.
      const percent = Math.min(100, Math.floor(((deepest + 1) / Math.max(height, 1)) * 100));
      watch.offer({ percent });
    };
    const stop = listen(window, "scroll resize", check);
    check();
    return { check, stop };
  },
};
