/** What a signal of the browser is made of, one file for each beside this one; and what core and chunk agree on. */
import type { UseChunk } from "../chunk_contract.ts";
import type { ActiveTime } from "../core/active_time.ts";
import type { Stop } from "../core/guard.ts";
import type { Store } from "../core/storage.ts";
import type { ArmedItem, Json } from "../core/wire.ts";

export type Params = Record<string, Json>;

/** A `track` call of the page (by the shop or through the data layer), or a signal of the shop's own. */
export interface Noted {
  kind: "track" | "custom";
  name: string;
  properties: Record<string, unknown>;
  /** Where it was called. */
  url: string;
}

export type Report = (name: string, properties: Params) => void;

/** What the core lends to the signals. */
export interface SignalsHost {
  store: Store;
  activeTime: ActiveTime;
  report: Report;
  useChunk: UseChunk;
  /** What the page has said, oldest first. */
  noted(): readonly Noted[];
  /** Seconds since the page began. */
  pageSeconds(): number;
}

/** What the chunk hands over makes one of these. */
export interface SignalsPart {
  arm(items: readonly ArmedItem[]): void;
  newPage(): void;
  /** The page has said something. */
  look(): void;
}

export interface Watch {
  /** Active seconds on this page so far. */
  activeSeconds(): number;
  /** Seconds since the page began. */
  pageSeconds(): number;
  /** Seconds since the last input on this page, of any kind. */
  idleSeconds(): number;
  /** The params of armed campaigns that have not had their report on this page; defaults filled in. */
  waiting(): Params[];
  /** The values of one numeric param in `waiting`. */
  due(param: string): number[];
  /** What has been tracked on this page, oldest first. */
  tracked(): readonly Noted[];
  /** Numbers and ids kept for the visit, over its pages and tabs, where storage may be used. */
  recall(key: string): Json | undefined;
  remember(key: string, value: Json): void;
  /** Offers a measurement; it is reported if an armed campaign that has not had its report is met by it. */
  offer(properties: Params): void;
}

export interface Watcher {
  /** The armed list changed, or the page tracked something: look again. */
  check(): void;
  stop: Stop;
}

export interface Signal {
  /** The params of a campaign that names no number. */
  defaults: Params;
  watch(watch: Watch): Watcher;
}
