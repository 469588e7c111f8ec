/** What a signal of the browser is made of. One file for each, beside this one or (the cheap ones) in core/signals. */
import type { Stop } from "../core/guard.ts";
import type { Json } from "../core/wire.ts";

export interface Watch {
  /** Active seconds on this page so far. */
  activeSeconds(): number;
  /** Seconds since the page began. */
  pageSeconds(): number;
  /** The values that armed campaigns still wait for in a numeric param; `otherwise` where a campaign names none. */
  waitingFor(param: string, otherwise: number): number[];
  /** Offers a measurement; it is reported if an armed campaign that has not had its report is met by it. */
  offer(properties: Record<string, Json>): void;
}

export interface Watcher {
  /** The armed list changed: look again. */
  check(): void;
  stop: Stop;
}

export type Signal = (watch: Watch) => Watcher;

/** Signals by their names. */
export type SignalTable = Record<string, Signal>;
