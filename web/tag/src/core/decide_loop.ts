/**
 * The conversation with the server: one request in flight at a time, so that a visitor's events arrive in the
 * order in which they happened. What comes meanwhile waits for the next request.
 */
import { isoNow, jitter, monotonicMs } from "./environment.ts";
import { guard, later, type Stop } from "./guard.ts";
import { toJson } from "./json.ts";
import {
  MAX_BEACON_BYTES,
  MAX_BEACONS,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_EVENTS,
  RETRY_BASE_MS,
  RETRY_CAP_MS,
} from "./limits.ts";
import type { Entry, Queue } from "./queue.ts";
import type { Outcome, Transport } from "./transport.ts";
import type { DecideResponse, RequestContext, ShownStep } from "./wire.ts";

export interface LoopHost {
  writeKey: string;
  anonymousId(): string;
  userId(): string | undefined;
  /** Nothing leaves while this says no. */
  maySend(): boolean;
  context(): RequestContext;
  showing(): ShownStep[];
  /** Counts the pages of this document: an answer to an earlier page shows nothing here. */
  epoch(): number;
  /** `settled`: the messageIds that the server has done with, whatever its verdict. */
  onResponse(response: DecideResponse, sentAs: string, epoch: number, settled: Set<string>): void;
  /** These will never be acknowledged. */
  onRejected(settled: Set<string>): void;
}

export interface DecideLoop {
  /** Sends what waits: at the end of this job (`urgent`), or at the end of this task, with what else it brings. */
  wake(urgent: boolean): void;
  /** Asks with whatever waits, and with `events: []` when nothing does. */
  ask(): void;
  /** The network is back: do not sit out the pause, unless it was the server that asked for it. */
  hurry(): void;
  /** The page is closing, or may be: everything unacknowledged goes as a beacon, what a beacon cannot take is stored. */
  leave(): void;
}

export function createDecideLoop(queue: Queue, transport: Transport, host: LoopHost): DecideLoop {
  let inFlight = false;
  let asking = false;
  let failures = 0;
  let notBeforeMs = 0;
  let askedToWait = false;
  let stopTimer: Stop | undefined;

  const body = (entries: readonly Entry[], closing: boolean): string => {
    const head: Record<string, unknown> = {
      writeKey: host.writeKey,
      anonymousId: entries[0]?.anonymousId ?? host.anonymousId(),
      sentAt: isoNow(),
      context: host.context(),
      showing: host.showing(),
    };
    if (closing) head.closing = true;
    return `${toJson(head).slice(0, -1)},"events":[${entries.map((entry) => entry.json).join()}]}`;
  };

  const pumpIn = (ms: number): void => {
    stopTimer?.();
    stopTimer = later(pump, ms);
  };

  const pump = guard((): void => {
    if (inFlight || !host.maySend()) return;
    queue.dropSuperseded(host.anonymousId(), host.userId());
    const entries = queue.head(MAX_REQUEST_EVENTS, MAX_REQUEST_BYTES);
    if (entries.length === 0 && !asking) return;
    const pauseMs = notBeforeMs - monotonicMs();
    if (pauseMs > 0) {
      pumpIn(pauseMs);
      return;
    }
    const sentAs = entries[0]?.anonymousId ?? host.anonymousId();
    // Any request of this person asks the question; one that clears up after another person does not.
    if (sentAs === host.anonymousId()) asking = false;
    inFlight = true;
    const epoch = host.epoch();
    transport.post(body(entries, false)).then((outcome) => {
      inFlight = false;
      settle(entries, sentAs, epoch, outcome);
      pump();
    });
  });

  const pause = (retryAfterMs?: number): void => {
    const ownMs = Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** failures) * jitter();
    failures++;
    askedToWait = retryAfterMs !== undefined;
    notBeforeMs = monotonicMs() + Math.max(ownMs, retryAfterMs ?? 0);
  };

  const settle = guard((entries: readonly Entry[], sentAs: string, epoch: number, outcome: Outcome): void => {
    if (outcome.kind === "failed") {
      pause(outcome.retryAfterMs);
      if (entries.length === 0) asking = true;
      for (const entry of entries) entry.late = true;
      queue.save();
      return;
    }
    if (outcome.kind === "rejected") {
      queue.remove(entries, "rejected");
      queue.release();
      host.onRejected(idsOf(entries));
      return;
    }
    const again = new Set<string>();
    for (const { messageId, verdict } of outcome.response.verdicts ?? []) {
      if (verdict === "retry") again.add(messageId);
    }
    const done = entries.filter((entry) => !again.has(entry.messageId));
    if (done.length < entries.length) pause();
    else failures = 0;
    queue.remove(done);
    queue.release();
    host.onResponse(outcome.response, sentAs, epoch, idsOf(done));
  });

  return {
    wake(urgent) {
      if (urgent) void soon(pump);
      else if (!inFlight) later(pump, 0);
    },
    ask() {
      asking = true;
      this.wake(true);
    },
    hurry() {
      if (!askedToWait) notBeforeMs = 0;
      pump();
    },
    leave() {
      if (!host.maySend()) return;
      for (let beacons = 0; beacons < MAX_BEACONS; beacons++) {
        const entries = queue.head(MAX_REQUEST_EVENTS, MAX_BEACON_BYTES);
        if (entries.length === 0 || !transport.beacon(body(entries, true))) break;
        queue.remove(entries);
      }
      queue.save(true);
    },
  };
}

/** At the end of this job. */
const soon = async (run: () => void): Promise<void> => {
  await undefined;
  run();
};

const idsOf = (entries: readonly Entry[]): Set<string> => new Set(entries.map((entry) => entry.messageId));
