/**
 * Events that the server has not acknowledged, oldest first. Bounded; kept in storage while sending fails, so
 * that the next page of the shop sends them.
 */
import { byteLength, newId, wallMs } from "./environment.ts";
import { fromJson, toJson } from "./json.ts";
import { MAX_EVENT_AGE_MS, MAX_QUEUED_EVENTS, MAX_STORED_CHARS, QUEUE_LEASE_MS } from "./limits.ts";
import type { Store } from "./storage.ts";

export interface Entry {
  messageId: string;
  /** The event as JSON, as it was when the call was made. */
  json: string;
  /** The anonymous id it belongs to; one request holds the events of one person. */
  anonymousId: string;
  /** Wall clock of the call. */
  atMs: number;
  /** An `identify`: who it names. */
  userId?: string | undefined;
  /** Sending it failed before, or it comes from an earlier page. */
  late?: boolean;
}

/** `superseded`: a late `identify`, overtaken by one that names somebody else. */
export type DropReason = "overflow" | "expired" | "too_large" | "rejected" | "no_consent" | "superseded";
export type Dropped = Record<DropReason, number>;

export interface Queue {
  /** How many events were given up, by reason. */
  readonly dropped: Dropped;
  add(entry: Entry): void;
  /** The longest run from the front that belongs to one person and fits; at least one entry if there is any. */
  head(maxEvents: number, maxBytes: number): Entry[];
  remove(entries: readonly Entry[], reason?: DropReason): void;
  /** What was noted before consent belongs to the browser as it was known before. */
  claim(from: string, to: string): void;
  /** Gives everything up. */
  clear(reason: DropReason): void;
  /** A late `identify` of this device that names somebody else than who is known now would turn the clock back. */
  dropSuperseded(anonymousId: string, userId: string | undefined): void;
  /** Keeps what waits in storage (or takes the kept copy away when nothing waits). `leaving`: this page may be going. */
  save(leaving?: boolean): void;
  /** Brings the kept copy up to date, if there is one: while sending works nothing is written. */
  release(): void;
}

interface Stored {
  atMs: number;
  leaving: boolean;
  entries: Entry[];
}

const PREFIX = "kizukai_queue_";

export function createQueue(store: Store, writeKey: string): Queue {
  const dropped: Dropped = {
    overflow: 0,
    expired: 0,
    too_large: 0,
    rejected: 0,
    no_consent: 0,
    superseded: 0,
  };
  const prefix = `${PREFIX}${writeKey}_`;
  const ownKey = prefix + newId();
  let stored = false;
  let entries = adoptLeftQueues(store, prefix);
  const keepOnly = (keeps: (entry: Entry) => boolean, reason?: DropReason): void => {
    const before = entries.length;
    entries = entries.filter(keeps);
    if (reason) dropped[reason] += before - entries.length;
  };

  const trim = (): void => {
    const oldestMs = wallMs() - MAX_EVENT_AGE_MS;
    const fresh = entries.filter((entry) => entry.atMs > oldestMs);
    dropped.expired += entries.length - fresh.length;
    const excess = Math.max(0, fresh.length - MAX_QUEUED_EVENTS);
    dropped.overflow += excess;
    entries = fresh.slice(excess);
  };
  trim();

  const save = (leaving = false): void => {
    if (entries.length === 0) {
      if (stored) store.remove(ownKey);
      stored = false;
      return;
    }
    let kept = entries;
    let text = "";
    // What does not fit into the stored copy stays in memory; the newest are the ones worth keeping.
    while (kept.length > 0) {
      text = toJson({ atMs: wallMs(), leaving, entries: kept } satisfies Stored);
      if (text.length <= MAX_STORED_CHARS) break;
      kept = kept.slice(Math.ceil(kept.length / 2));
    }
    stored = store.set(ownKey, text) || stored;
  };

  return {
    dropped,
    save,
    release() {
      if (stored) save();
    },
    add(entry) {
      entries.push(entry);
      trim();
    },
    head(maxEvents, maxBytes) {
      trim();
      const first = entries[0];
      if (!first) return [];
      let bytes = 0;
      let end = 0;
      for (const entry of entries.slice(0, maxEvents)) {
        bytes += byteLength(entry.json) + 1;
        if (entry.anonymousId !== first.anonymousId || (end > 0 && bytes > maxBytes)) break;
        end++;
      }
      return entries.slice(0, end);
    },
    remove(gone, reason) {
      const ids = new Set(gone.map((entry) => entry.messageId));
      keepOnly((entry) => !ids.has(entry.messageId), reason);
    },
    claim(from, to) {
      for (const entry of entries) if (entry.anonymousId === from) entry.anonymousId = to;
    },
    clear: (reason) => keepOnly(() => false, reason),
    dropSuperseded(anonymousId, userId) {
      keepOnly(
        (entry) =>
          !entry.late || !entry.userId || entry.anonymousId !== anonymousId || entry.userId === userId,
        "superseded",
      );
    },
  };
}

/** Takes the queues of pages that left or died out of storage. Sent twice they would be harmless: messageIds. */
function adoptLeftQueues(store: Store, prefix: string): Entry[] {
  const adopted: Entry[] = [];
  for (const key of store.keys()) {
    if (key.slice(0, prefix.length) !== prefix) continue;
    const queue = fromJson(store.get(key)) as Stored | null;
    if (queue && !queue.leaving && wallMs() - queue.atMs < QUEUE_LEASE_MS) continue;
    store.remove(key);
    if (Array.isArray(queue?.entries))
      adopted.push(...queue.entries.filter(isEntry).map((entry) => ({ ...entry, late: true })));
  }
  return adopted.sort((a, b) => a.atMs - b.atMs);
}

function isEntry(entry: Entry): boolean {
  return (
    typeof entry?.json === "string" &&
    typeof entry.messageId === "string" &&
    typeof entry.anonymousId === "string" &&
    entry.json[0] === "{" &&
    entry.atMs > 0
  );
}
