/**
 * What the core knows of signals: what is armed on this page, and what signals may look back at (since when the page
 * is there, how long it was looked at, what it has tracked). The watching itself is a chunk, fetched when something but
 * `page_view` is armed.
 */
import type { UseChunk } from "../chunk_contract.ts";
import type { Noted, Report, SignalsPart } from "../signals/signal.ts";
import { watchActiveTime } from "./active_time.ts";
import { monotonicMs } from "./environment.ts";
import { MAX_NOTED } from "./limits.ts";
import type { Store } from "./storage.ts";
import type { ArmedItem } from "./wire.ts";

export interface Signals {
  /** The whole list for this page; replaces the last one. */
  arm(items: readonly ArmedItem[]): void;
  /** A new page: nothing is armed, nothing has been reported. */
  newPage(): void;
  /** The page tracked something, or said a signal of its own. */
  note(kind: Noted["kind"], name: string, properties: Record<string, unknown>): void;
}

export function createSignals(store: Store, useChunk: UseChunk, report: Report): Signals {
  const activeTime = watchActiveTime();
  let pageAtMs = monotonicMs();
  let noted: Noted[] = [];
  let armed: readonly ArmedItem[] = [];
  let asked = false;
  let part: SignalsPart | undefined;

  const arm = (items: readonly ArmedItem[]): void => {
    armed = items;
    part?.arm(items);
    if (asked || items.every(({ signal }) => signal === "page_view")) return;
    asked = true;
    useChunk("signals", (create) => {
      part = create({
        store,
        activeTime,
        report,
        useChunk,
        noted: () => noted,
        pageSeconds: () => (monotonicMs() - pageAtMs) / 1000,
      });
      part.arm(armed);
    });
  };

  return {
    arm,
    newPage() {
      arm([]);
      part?.newPage();
      // What was called at this address before its page view belongs to it.
      noted = noted.filter(({ url }) => url === location.href);
      pageAtMs = monotonicMs();
      activeTime.restart();
    },
    note(kind, name, properties) {
      noted = [...noted.slice(1 - MAX_NOTED), { kind, name, properties, url: location.href }];
      part?.look();
    },
  };
}
