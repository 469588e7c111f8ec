/**
 * The signals of this page. Only what is armed is observed; each armed campaign gets each of its thresholds reported
 * at most once a page. `page_view` is the `page` event and has no watcher. A signal carries no campaign: the server
 * lets every campaign compete whose `params` it meets.
 */

import type { UseChunk } from "../../chunk_contract.ts";
import type { Signal, Watch, Watcher } from "../../signals/signal.ts";
import type { ActiveTime } from "../active_time.ts";
import { monotonicMs } from "../environment.ts";
import type { ArmedItem, Json } from "../wire.ts";
import { dwell } from "./dwell.ts";
import { scroll } from "./scroll.ts";

export interface Signals {
  /** The whole list for this page; replaces the last one. */
  arm(items: readonly ArmedItem[]): void;
  /** A new page: nothing is armed, nothing has been reported. */
  newPage(): void;
}

export type Report = (name: string, properties: Record<string, Json>) => void;

export function createSignals(activeTime: ActiveTime, useChunk: UseChunk, report: Report): Signals {
  const known = new Map<string, Signal>([
    ["dwell", dwell],
    ["scroll", scroll],
  ]);
  let chunkAsked = false;
  let armed: readonly ArmedItem[] = [];
  let pageAtMs = monotonicMs();
  const reported = new Set<string>();
  const watchers = new Map<string, Watcher>();

  const waiting = (name: string): ArmedItem[] =>
    armed.filter((item) => item.signal === name && !reported.has(keyOf(item)));

  const watchOf = (name: string): Watch => ({
    activeSeconds: () => activeTime.activeMs() / 1000,
    pageSeconds: () => (monotonicMs() - pageAtMs) / 1000,
    waitingFor: (param, otherwise) =>
      waiting(name).map((item) => {
        const value = item.params?.[param];
        return typeof value === "number" ? value : otherwise;
      }),
    offer(properties) {
      const met = waiting(name).filter((item) => meets(item.params ?? {}, properties));
      for (const item of met) reported.add(keyOf(item));
      if (met.length > 0) report(name, properties);
    },
  });

  const arm = (items: readonly ArmedItem[]): void => {
    armed = items;
    if (!chunkAsked && items.some(({ signal }) => signal !== "page_view" && !known.has(signal))) {
      chunkAsked = true;
      useChunk("signals", (table) => {
        for (const name of Object.keys(table)) known.set(name, table[name] as Signal);
        arm(armed);
      });
    }
    for (const [name, signal] of Array.from(known)) {
      const watcher = watchers.get(name);
      const wanted = items.some((item) => item.signal === name);
      if (wanted && watcher) watcher.check();
      else if (wanted) watchers.set(name, signal(watchOf(name)));
      else if (watcher) {
        watcher.stop();
        watchers.delete(name);
      }
    }
  };

  return {
    arm,
    newPage() {
      arm([]);
      reported.clear();
      pageAtMs = monotonicMs();
      activeTime.restart();
    },
  };
}

const keyOf = (item: ArmedItem): string =>
  `${item.campaign} ${item.signal} ${JSON.stringify(item.params ?? {})}`;

/** Each numeric param at most the property, each other param equal to it: the server's own rule. */
export function meets(params: Record<string, Json>, properties: Record<string, Json>): boolean {
  return Object.keys(params).every((name) => {
    const wanted = params[name];
    const found = properties[name];
    return typeof wanted === "number" ? typeof found === "number" && wanted <= found : wanted === found;
  });
}
