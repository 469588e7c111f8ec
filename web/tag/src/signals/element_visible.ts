/**
 * Signal `element_visible` `{selector, percent, seconds}`: something on the page has really been in view.
 *
 * An element that `params.selector` finds (the first 20) is in view while at least `params.percent` (without one, 50)
 * of its area is inside the viewport, or it fills that much of the viewport, in a visible tab. Reported once that has
 * lasted for `params.seconds` (without one, 1) without a break. What comes onto the page later is found too.
 * `percent` is the share at that moment, `seconds` the time in tenths. A campaign without a selector is never met.
 */
import { monotonicMs } from "../core/environment.ts";
import { guard, listen, timerSlot } from "../core/guard.ts";
import type { Params, Signal, Watch } from "./signal.ts";

const MAX_ELEMENTS = 20;
const LOOK_AGAIN_MS = 250;
const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

export const elementVisible: Signal = {
  defaults: { percent: 50, seconds: 1 },
  watch(watch) {
    let stops: (() => void)[] = [];
    let watched = "";
    const look = guard((): void => {
      const found = watch.waiting().map((params) => ({ params, elements: find(params.selector) }));
      const now = found.map(
        ({ params, elements }) => `${JSON.stringify(params)} ${elements.map(idOf).join()}`,
      );
      if (now.join() === watched) return;
      watched = now.join();
      for (const stop of stops.splice(0)) stop();
      for (const { params, elements } of found) {
        for (const element of elements) stops.push(watchElement(element, params, watch));
      }
    });
    const again = timerSlot(look);
    const mutations = new MutationObserver(() => again.set(LOOK_AGAIN_MS));
    mutations.observe(document.documentElement, { childList: true, subtree: true });
    look();
    return {
      check: look,
      stop() {
        mutations.disconnect();
        again.clear();
        for (const stop of stops) stop();
        stops = [];
      },
    };
  },
};

function watchElement(element: Element, params: Params, watch: Watch): () => void {
  const share = (Number(params.percent) || 50) / 100;
  const dueMs = (typeof params.seconds === "number" ? params.seconds : 1) * 1000;
  let percent = 0;
  let sinceMs: number | undefined;
  const timer = timerSlot(() => {
    if (sinceMs === undefined) return;
    const seconds = Math.round((monotonicMs() - sinceMs) / 100) / 10;
    watch.offer({ selector: params.selector as string, percent, seconds });
  });
  const update = (): void => {
    if (percent < share * 100 || document.hidden) {
      sinceMs = undefined;
      timer.clear();
    } else if (sinceMs === undefined) {
      sinceMs = monotonicMs();
      timer.set(dueMs);
    }
  };
  const observer = new IntersectionObserver(
    guard((entries: IntersectionObserverEntry[]) => {
      const entry = entries[entries.length - 1];
      if (entry) percent = percentOf(entry);
      update();
    }),
    { threshold: SHARES.concat(share) },
  );
  observer.observe(element);
  const stopListening = listen(document, "visibilitychange", update);
  return () => {
    observer.disconnect();
    stopListening();
    timer.clear();
  };
}

/** The share of the element in view, or of the viewport that it fills, whichever is more. */
function percentOf({
  isIntersecting,
  intersectionRatio,
  intersectionRect,
  rootBounds,
}: IntersectionObserverEntry): number {
  if (!isIntersecting) return 0;
  const { width = window.innerWidth, height = window.innerHeight } = rootBounds ?? {};
  const filled = (intersectionRect.width * intersectionRect.height) / Math.max(width * height, 1);
  return Math.floor(Math.max(intersectionRatio, filled) * 100 + 0.001);
}

/** Nothing for what is no selector. */
function find(selector: unknown): Element[] {
  try {
    return Array.from(document.querySelectorAll(String(selector || ":not(*)"))).slice(0, MAX_ELEMENTS);
  } catch {
    return [];
  }
}

const ids = new WeakMap<Element, number>();
let lastId = 0;
function idOf(element: Element): number {
  const id = ids.get(element) ?? ++lastId;
  ids.set(element, id);
  return id;
}
