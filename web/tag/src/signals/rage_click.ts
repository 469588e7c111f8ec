/**
 * Signal `rage_click` `{clicks}`: pressing the same spot again and again, because nothing happens.
 *
 * Presses of the main button or a finger count as one burst when each comes at most 0.7 s after the last one and at
 * most 24 px from the first. Reported at the armed `params.clicks`; without one, at 3.
 * No burst: presses on what is meant to be pressed repeatedly (a quantity and its buttons, next and previous of a
 * slider, a video, a field to type in, the tag's own messages), and presses that mark text (a triple press).
 */

import { isEditable } from "../core/activity.ts";
import { monotonicMs } from "../core/environment.ts";
import { listen } from "../core/guard.ts";
import { quantityControl } from "./decision_controls.ts";
import type { Signal } from "./signal.ts";

const BETWEEN_MS = 700;
const WITHIN_PX = 24;
const MEANT_TO_REPEAT =
  'video,audio,canvas,summary,[type=range],[type=number],kizukai-message,[class*="slider" i],[class*="carousel" i],[class*="swiper" i],[class*="slick" i],[aria-label*="next" i],[aria-label*="prev" i],[aria-label*="次"],[aria-label*="前"]';

export const rageClick: Signal = {
  defaults: { clicks: 3 },
  watch(watch) {
    let clicks = 0;
    let lastMs = 0;
    let x = 0;
    let y = 0;
    const stop = listen(document, "click", (event) => {
      const { clientX, clientY, detail, button } = event as MouseEvent;
      const target = event.composedPath()[0];
      // A press of Enter or a script's click has no place.
      if (detail === 0 || button !== 0 || !(target instanceof Element) || repeats(target)) {
        clicks = 0;
        return;
      }
      const nowMs = monotonicMs();
      const near = Math.hypot(clientX - x, clientY - y) <= WITHIN_PX;
      if (clicks === 0 || nowMs - lastMs > BETWEEN_MS || !near) {
        clicks = 0;
        x = clientX;
        y = clientY;
      }
      lastMs = nowMs;
      clicks++;
      if (!marksText()) watch.offer({ clicks });
    });
    return { check() {}, stop };
  },
};

const repeats = (target: Element): boolean =>
  isEditable(target) || quantityControl(target) !== null || target.closest(MEANT_TO_REPEAT) !== null;

function marksText(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.toString().trim() !== "";
}
