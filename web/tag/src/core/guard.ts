/**
 * The tag never throws into the page. Every way in (public calls, listeners, timers) goes through here; what
 * goes wrong is handed to one reporter and ends there.
 */

export type Stop = () => void;

let report: (error: unknown) => void = () => {};

/** Where errors go; the public API writes them to the console when `debug` is on. */
export function reportErrorsTo(reporter: (error: unknown) => void): void {
  report = reporter;
}

/** The same function, but an exception ends here and the answer is `undefined`. */
export function guard<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R | undefined {
  return (...args) => {
    try {
      return run(...args);
    } catch (error) {
      report(error);
      return undefined;
    }
  };
}

/** Adds a passive, capturing, guarded listener; the answer takes it away again. */
export function listen<E extends Event>(
  target: EventTarget,
  types: string,
  run: (event: E) => void,
  options: AddEventListenerOptions = { passive: true, capture: true },
): Stop {
  const guarded = guard(run) as EventListener;
  const names = types.split(" ");
  for (const type of names) target.addEventListener(type, guarded, options);
  return () => {
    for (const type of names) target.removeEventListener(type, guarded, options);
  };
}

/** A guarded timeout; the answer cancels it. */
export function later(run: () => void, afterMs: number): Stop {
  const timer = setTimeout(guard(run), afterMs);
  return () => clearTimeout(timer);
}

/** A timer of which at most one is pending: setting it again replaces it. */
export function timerSlot(run: () => void): { set(afterMs: number): void; clear(): void } {
  let stop: Stop = () => {};
  return {
    set(afterMs) {
      stop();
      stop = later(run, afterMs);
    },
    clear: () => stop(),
  };
}
