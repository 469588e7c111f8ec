/**
 * Signal `hesitation` `{score, seconds, reversals, hovers, changes, returns}`: the visitor would go on, but something
 * holds them back. The score (0 to 100, hesitation_score.ts) is looked at while the visitor pauses, once a second
 * from the 4th to the 12th second of a pause, and reported when an armed `params.score` is reached; without one,
 * at 60. `seconds` is the length of the pause.
 *
 * Noticed on this page, since the signal was armed:
 * - reversals: scrolling turned round after at least 60 px one way (wheel turns count where nothing scrolls); 30 s
 * - hovers: the mouse stayed 0.7 s over a price or cart control and was not pressed there; 60 s
 * - changes: a quantity was changed (its field, or a press on its buttons); 60 s
 * - returns: the tab became visible again; 120 s
 * - pointer: the mouse moved and was not pressed since; 30 s
 * The time at the end is how long it is remembered. A press on a link or button other than a quantity's, and
 * typing, are decisions: they clear reversals, hovers and pointer.
 */
import { monotonicMs } from "../core/environment.ts";
import { listen, timerSlot } from "../core/guard.ts";
import { atDecision, decisionControl, quantityControl } from "./decision_controls.ts";
import { hesitationScore, MIN_PAUSE_SECONDS } from "./hesitation_score.ts";
import type { Signal } from "./signal.ts";

const LAST_LOOK_SECONDS = 12;
const REVERSAL_PX = 60;
const HOVER_MS = 700;

export const hesitation: Signal = {
  defaults: { score: 60 },
  watch(watch) {
    const reversals = memory(30_000);
    const hovers = memory(60_000);
    const changes = memory(60_000);
    const returns = memory(120_000);
    const wandering = memory(30_000);
    let inputAtMs = monotonicMs();
    let acted = false;

    const look = (): void => {
      const seconds = Math.floor((monotonicMs() - inputAtMs) / 100) / 10;
      if (document.hidden || watch.waiting().length === 0) return;
      const noticed = { reversals: reversals.count(), hovers: hovers.count(), returns: returns.count() };
      const score = hesitationScore({
        ...noticed,
        pauseSeconds: seconds,
        acted,
        quantityChanges: changes.count(),
        atDecision: atDecision(),
        pointerWandered: wandering.count() > 0,
      });
      watch.offer({ score, seconds, ...noticed, changes: changes.count() });
      if (seconds < LAST_LOOK_SECONDS) timer.set(1_000);
    };
    const timer = timerSlot(look);
    const input = (): void => {
      inputAtMs = monotonicMs();
      acted = true;
      timer.set(MIN_PAUSE_SECONDS * 1000);
    };
    const decided = (): void => {
      for (const trace of [reversals, hovers, wandering]) trace.clear();
    };

    const turned = turnDetector(() => reversals.add());
    const hover = timerSlot(() => hovers.add());
    let hovered: Element | null = null;
    let scrolledTo = window.scrollY;

    const stops = [
      listen(document, "scroll", ({ target }) => {
        // A carousel that turns by itself is nobody's input.
        if (target !== document) return;
        turned(window.scrollY - scrolledTo);
        scrolledTo = window.scrollY;
        input();
      }),
      listen(document, "wheel", (event) => {
        if (document.documentElement.scrollHeight <= window.innerHeight) turned((event as WheelEvent).deltaY);
        input();
      }),
      listen(document, "pointermove", (event) => {
        input();
        if ((event as PointerEvent).pointerType === "touch") return;
        wandering.add();
        const control = decisionControl(event.target);
        if (control === hovered) return;
        hovered = control;
        if (control) hover.set(HOVER_MS);
        else hover.clear();
      }),
      listen(document, "pointerdown touchmove", input),
      listen(document, "click", (event) => {
        input();
        hover.clear();
        const target = event.target;
        if (quantityControl(target)) changes.add();
        else if (target instanceof Element && target.closest("a,button,input,select,label,[role=button]"))
          decided();
      }),
      listen(document, "change", (event) => {
        input();
        if (quantityControl(event.target)) changes.add();
      }),
      listen(document, "keydown", () => {
        input();
        decided();
      }),
      listen(document, "visibilitychange", () => {
        if (document.hidden) return;
        returns.add();
        input();
      }),
    ];
    const check = (): void => {
      const pausedMs = monotonicMs() - inputAtMs;
      if (acted && pausedMs < LAST_LOOK_SECONDS * 1000)
        timer.set(Math.max(0, MIN_PAUSE_SECONDS * 1000 - pausedMs));
    };
    return {
      check,
      stop() {
        for (const stop of [...stops, timer.clear, hover.clear]) stop();
      },
    };
  },
};

/** How often something happened within the last `rememberMs`; counts at most 20. */
function memory(rememberMs: number): { add(): void; count(): number; clear(): void } {
  let times: number[] = [];
  const count = (): number => {
    times = times.filter((atMs) => monotonicMs() - atMs <= rememberMs);
    return times.length;
  };
  return {
    add() {
      times = [...times.slice(-19), monotonicMs()];
    },
    count,
    clear() {
      times = [];
    },
  };
}

/** Calls back when movement turns round after at least 60 px one way and has gone 60 px the other. */
function turnDetector(onTurn: () => void): (delta: number) => void {
  let direction = 0;
  let travelled = 0;
  return (delta) => {
    if (delta === 0) return;
    const sign = Math.sign(delta);
    travelled = sign === Math.sign(travelled) ? travelled + delta : delta;
    if (Math.abs(travelled) < REVERSAL_PX || sign === direction) return;
    if (direction !== 0) onTurn();
    direction = sign;
  };
}
