/**
 * Signal `form_trouble` `{errors, returns, seconds}`: a form that does not let the visitor through.
 *
 * Of one form (or, without one, of the page) since the signal was armed:
 * - errors: how often something was found wrong: the browser's own check (`invalid`), or a field that the shop marks
 *   `aria-invalid`; all that is found within half a second is one
 * - returns: how often a field that had been filled in and left was changed again
 * - seconds: since the first change in it, whole
 * Reported when all that an armed campaign names is reached; where it names none, at 2 errors. Fields of the tag's own
 * messages do not count. No value of any field is read.
 */
import { monotonicMs } from "../core/environment.ts";
import { guard, listen, timerSlot } from "../core/guard.ts";
import type { Signal } from "./signal.ts";

const TOGETHER_MS = 500;
const LOOK_EVERY_MS = 1_000;
const FIELDS = "input,select,textarea,[contenteditable]";

interface Trouble {
  errors: number;
  errorAtMs: number;
  returns: number;
  startedAtMs: number;
  /** Fields that have been changed and left. */
  left: Set<Element>;
}

export const formTrouble: Signal = {
  defaults: { errors: 2 },
  watch(watch) {
    const forms = new WeakMap<Element, Trouble>();
    let current: Trouble | undefined;
    const troubleOf = (target: unknown): Trouble | undefined => {
      if (!(target instanceof Element) || !target.matches(FIELDS) || target.closest("kizukai-message"))
        return undefined;
      const form = target.closest("form,[role=form]") ?? document.documentElement;
      current = forms.get(form) ?? {
        errors: 0,
        errorAtMs: Number.NEGATIVE_INFINITY,
        returns: 0,
        startedAtMs: monotonicMs(),
        left: new Set(),
      };
      forms.set(form, current);
      return current;
    };
    const check = (): void => {
      if (!current) return;
      const { errors, returns, startedAtMs } = current;
      watch.offer({ errors, returns, seconds: Math.floor((monotonicMs() - startedAtMs) / 1000) });
      if (watch.waiting().length > 0 && !document.hidden) timer.set(LOOK_EVERY_MS);
    };
    const timer = timerSlot(check);
    const wrong = (target: unknown): void => {
      const trouble = troubleOf(target);
      if (!trouble) return;
      if (monotonicMs() - trouble.errorAtMs > TOGETHER_MS) trouble.errors++;
      trouble.errorAtMs = monotonicMs();
      check();
    };
    const marks = new MutationObserver(
      guard((changes: MutationRecord[]) => {
        for (const { target } of changes) {
          if (target instanceof Element && target.getAttribute("aria-invalid") === "true") wrong(target);
        }
      }),
    );
    marks.observe(document.documentElement, {
      attributes: true,
      subtree: true,
      attributeFilter: ["aria-invalid"],
    });
    const stops = [
      listen(document, "invalid", (event) => wrong(event.target)),
      listen(document, "change", ({ target }) => {
        const trouble = troubleOf(target);
        if (!trouble) return;
        // `change` comes when a field is left: a second one means that the visitor went back to it.
        if (trouble.left.has(target as Element)) trouble.returns++;
        trouble.left.add(target as Element);
        check();
      }),
    ];
    return {
      check,
      stop() {
        marks.disconnect();
        for (const stop of [...stops, timer.clear]) stop();
      },
    };
  },
};
