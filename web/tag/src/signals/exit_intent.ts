/**
 * Signal `exit_intent` `{device}`: the visitor is about to leave. Once a page, not in its first three seconds.
 *
 * `desktop`: the mouse leaves the window through its top edge, moving upwards (towards tabs and address bar).
 * `phone`: having been at least 40 % down the page, the visitor flicks upwards: within 600 ms the page moves up by
 * at least 60 % of the viewport's height in three or more steps, at most 1.5 seconds after the finger moved (so a
 * "back to top" button or a route change is none). This is the movement that brings a phone's address bar back.
 */
import { monotonicMs } from "../core/environment.ts";
import { listen, type Stop } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

const MIN_PAGE_SECONDS = 3;
const MIN_DEPTH = 0.4;
const FLICK_MS = 600;
const FLICK_SHARE = 0.6;
const FLICK_STEPS = 3;
const FINGER_MS = 1_500;

export const exitIntent: Signal = {
  defaults: {},
  watch(watch) {
    const report = (device: "desktop" | "phone"): void => {
      if (watch.pageSeconds() >= MIN_PAGE_SECONDS) watch.offer({ device });
    };
    const stops = [watchTopEdge(() => report("desktop")), watchFlick(() => report("phone"))];
    return { check() {}, stop: () => stops.forEach((stop) => void stop()) };
  },
};

function watchTopEdge(onLeave: () => void): Stop {
  let lastY = 0;
  let upwards = false;
  return listen(document, "mousemove mouseout", (event) => {
    const { type, clientY, relatedTarget } = event as MouseEvent;
    if (type === "mousemove" || clientY !== lastY) upwards = clientY < lastY;
    lastY = clientY;
    if (type === "mouseout" && relatedTarget === null && clientY <= 0 && upwards) onLeave();
  });
}

function watchFlick(onFlick: () => void): Stop {
  let fingerAtMs = Number.NEGATIVE_INFINITY;
  let lastY = window.scrollY;
  let beenDeep = false;
  let steps: { atMs: number; up: number }[] = [];
  return listen(document, "touchmove scroll", (event) => {
    const nowMs = monotonicMs();
    if (event.type === "touchmove") {
      fingerAtMs = nowMs;
      return;
    }
    const up = lastY - window.scrollY;
    lastY = window.scrollY;
    const depth = (lastY + window.innerHeight) / Math.max(document.documentElement.scrollHeight, 1);
    beenDeep = beenDeep || (depth >= MIN_DEPTH && lastY > 0);
    steps = up > 0 ? [...steps.filter((step) => nowMs - step.atMs <= FLICK_MS), { atMs: nowMs, up }] : [];
    const moved = steps.reduce((sum, step) => sum + step.up, 0);
    const fromFinger = nowMs - fingerAtMs <= FINGER_MS;
    if (beenDeep && fromFinger && steps.length >= FLICK_STEPS && moved >= window.innerHeight * FLICK_SHARE)
      onFlick();
  });
}
