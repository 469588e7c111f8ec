/** Stand-ins at the tag's real boundaries: storage, network, time. */
import { vi } from "vitest";
import type { Store } from "../src/core/storage.ts";
import type { Outcome, Transport } from "../src/core/transport.ts";
import type { Content, DecideResponse, ShowItem, Verdict } from "../src/core/wire.ts";

/** A storage shared by several "pages"; `full` refuses writes. */
export function fakeStore(): Store & { full: boolean; entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    full: false,
    entries,
    get: (key) => entries.get(key) ?? null,
    set(key, value) {
      if (!this.full) entries.set(key, value);
      return !this.full;
    },
    remove: (key) => void entries.delete(key),
    keys: () => Array.from(entries.keys()),
  };
}

/** A body as the server reads it. */
export interface Body {
  writeKey: string;
  anonymousId: string;
  sentAt: string;
  context: { page: { path: string }; activity?: string; locale: string };
  showing: { enrolment: string; step: string }[];
  closing?: boolean;
  events: Record<string, unknown>[];
}

/** A network whose answers the test gives by hand. */
export function fakeTransport(): Transport & {
  sent: Body[];
  beacons: Body[];
  beaconWorks: boolean;
  answer(response?: Partial<DecideResponse>): Promise<void>;
  settle(outcome: Outcome): Promise<void>;
} {
  let resolve: ((outcome: Outcome) => void) | undefined;
  return {
    sent: [],
    beacons: [],
    beaconWorks: true,
    post(body) {
      if (resolve) throw new Error("two requests in flight");
      this.sent.push(JSON.parse(body));
      return new Promise((done) => {
        resolve = done;
      });
    },
    beacon(body) {
      if (this.beaconWorks) this.beacons.push(JSON.parse(body));
      return this.beaconWorks;
    },
    async settle(outcome) {
      const done = resolve;
      resolve = undefined;
      if (!done) throw new Error("no request is in flight");
      done(outcome);
      await flushMicrotasks();
    },
    answer(response = {}) {
      const events = this.sent[this.sent.length - 1]?.events ?? [];
      const verdicts = events.map(
        ({ messageId }): Verdict => ({ messageId: String(messageId), verdict: "ok" }),
      );
      return this.settle({ kind: "answered", response: { verdicts, ...response } });
    },
  };
}

/** Lets promise callbacks run while timers stand still. */
export async function flushMicrotasks(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

export function showItem(fields: Partial<ShowItem> = {}, content: Partial<Content> = {}): ShowItem {
  return {
    campaign: "cart",
    arm: "ask",
    enrolment: "e1",
    step: "ask",
    format: "corner",
    resumed: false,
    content: { type: "message", title: "お困りですか", lang: "ja", ...content },
    ...fields,
  };
}

export function setHidden(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Gives the page a size and a scroll position, and tells it. */
export function scrollTo(scrollY: number, documentHeight = 4000, viewportHeight = 800): void {
  vi.stubGlobal("scrollY", scrollY);
  vi.stubGlobal("innerHeight", viewportHeight);
  vi.spyOn(document.documentElement, "scrollHeight", "get").mockReturnValue(documentHeight);
  document.dispatchEvent(new Event("scroll"));
}
