/** What a signal of the browser is made of. One file beside this one for each. */
import type { Stop } from "../guard.ts";
import type { Json } from "../wire.ts";

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
