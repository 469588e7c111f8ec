/**
 * The tag at work: wires identity, queue, loop, signals and shows of one write key together. Start reading here.
 *
 * An event goes `record` → queue → loop → `POST /v1/decide`; the response comes back through `onResponse` to shows
 * and signals.
 */
import { watchActiveTime } from "./active_time.ts";
import { watchActivity } from "./activity.ts";
import { createChunks } from "./chunks.ts";
import { createDecideLoop } from "./decide_loop.ts";
import type { Emitter } from "./emitter.ts";
import { byteLength, isoNow, newId, wallMs } from "./environment.ts";
import { guard, later, listen, type Stop, timerSlot } from "./guard.ts";
import { createIdentity } from "./identity.ts";
import { MAX_EVENT_BYTES, NEXT_CHECK_MAX_MS, NEXT_CHECK_MIN_MS } from "./limits.ts";
import { navigate } from "./links.ts";
import { watchNavigation } from "./navigation.ts";
import { readDevice, readLocale, readPage } from "./page_context.ts";
import { createQueue, type Dropped } from "./queue.ts";
import { createShows } from "./shows.ts";
import { createSignals } from "./signals/registry.ts";
import { openStore } from "./storage.ts";
import { createTransport } from "./transport.ts";
import type { DecideResponse, EventFields } from "./wire.ts";

export interface LoadOptions {
  /** Where Kizukai is; the origin of the tag's own script by default. */
  endpoint?: string;
  /** Locale of the messages; by default the page's `lang`, then the browser's. */
  locale?: string;
  /** CSP nonce; by default that of the tag's own script. */
  nonce?: string;
  /** `checkout`: nothing may interrupt on this page. */
  activity?: string;
  /** Colours of the messages; `auto` follows the page. */
  theme?: "light" | "dark" | "auto";
  /** Writes what goes wrong to the console. */
  debug?: boolean;
}

/** Where the tag's own script came from. */
export interface Source {
  url: string;
  nonce: string;
}

export interface Tag {
  readonly dropped: Dropped;
  anonymousId(): string;
  userId(): string | undefined;
  record(fields: EventFields): void;
  page(fields: EventFields): void;
  identify(userId: string | undefined, fields: EventFields): void;
  reset(): void;
}

export function startTag(writeKey: string, options: LoadOptions, source: Source, emitter: Emitter): Tag {
  const ownOrigin = new URL(source.url, location.href).origin;
  const endpoint = new URL(options.endpoint || ownOrigin, location.href).href.replace(/\/+$/, "");
  const nonce = options.nonce || source.nonce;
  const store = openStore();
  const identity = createIdentity(store, () => forgetPerson());
  const queue = createQueue(store, writeKey);
  const activity = watchActivity(options.activity);
  const chunks = createChunks(chunkFolder(source, endpoint), nonce);
  const shows = createShows(chunks.use, { nonce, theme: options.theme ?? "auto" }, emitter, {
    activity,
    navigate,
    send: (event, urgent) => record(event, urgent),
  });
  const signals = createSignals(watchActiveTime(), chunks.use, (name, properties) => {
    record({ type: "signal", name, properties }, true);
  });

  let epoch = 0;
  let waitPending = false;
  let referrer = document.referrer;
  let stopAutomaticPage: Stop = () => {};

  const loop = createDecideLoop(queue, createTransport(endpoint), {
    writeKey,
    anonymousId: identity.anonymousId,
    context: () => {
      const busyWith = activity();
      return {
        page: readPage(referrer),
        device: readDevice(),
        locale: readLocale(options.locale),
        ...(busyWith && { activity: busyWith }),
      };
    },
    showing: shows.showing,
    epoch: () => epoch,
    onResponse,
    onRejected: shows.settle,
  });

  const nextCheck = timerSlot(() => {
    if (!document.hidden) loop.ask();
  });

  function onResponse(
    response: DecideResponse,
    sentAs: string,
    sentEpoch: number,
    settled: Set<string>,
  ): void {
    if (identity.adopt(sentAs, response.anonymousId)) {
      const thisPage = sentEpoch === epoch;
      // An open step of an earlier page comes again with this page's own response.
      shows.apply(thisPage ? (response.show ?? []) : [], response.close ?? []);
      if (thisPage && Array.isArray(response.armed)) signals.arm(response.armed);
      if (response.armed?.length) chunks.prefetch("renderer");
      const checkMs = response.next_check_ms;
      waitPending = typeof checkMs === "number";
      if (typeof checkMs === "number") {
        nextCheck.set(Math.min(Math.max(checkMs, NEXT_CHECK_MIN_MS), NEXT_CHECK_MAX_MS));
      } else nextCheck.clear();
    }
    shows.settle(settled);
    emitter.emit("decide", { response });
  }

  /** Queues an event with its id, time and page; answers the messageId. */
  function record(fields: EventFields, urgent = false): string {
    const messageId = newId();
    const event = { messageId, timestamp: isoNow(), context: { page: readPage(referrer) }, ...fields };
    const json = JSON.stringify(event);
    if (byteLength(json) > MAX_EVENT_BYTES) queue.dropped.too_large++;
    else queue.add({ messageId, json, anonymousId: identity.anonymousId(), atMs: wallMs() });
    loop.wake(urgent);
    return messageId;
  }

  /** Another person from here on: what the last one was shown goes, what is armed for this one is asked for. */
  function forgetPerson(): void {
    epoch++;
    shows.clear();
    signals.newPage();
    nextCheck.clear();
    loop.ask();
  }

  function page(fields: EventFields): void {
    stopAutomaticPage();
    epoch++;
    signals.newPage();
    const { properties } = fields;
    record(
      { ...fields, type: "page", properties: { ...readPage(referrer), ...(properties as object) } },
      true,
    );
  }

  /** At the end of the task: the router has set the title by then, and the shop's own `page()` call takes its place. */
  function pageSoon(): void {
    stopAutomaticPage();
    stopAutomaticPage = later(() => page({ type: "page" }), 0);
  }

  watchNavigation((previousUrl) => {
    if (previousUrl !== location.href) referrer = previousUrl;
    pageSoon();
  });
  listen(document, "visibilitychange", () => {
    // The last certain moment on a phone, and, when navigating, one after pagehide: anyone may take the queue over.
    if (document.hidden) queue.save(true);
    else if (waitPending || shows.showing().length > 0) loop.ask();
  });
  listen(window, "pagehide", loop.leave);
  listen(window, "online", loop.hurry);
  pageSoon();
  guard(loop.wake)(false);

  return {
    dropped: queue.dropped,
    anonymousId: identity.anonymousId,
    userId: identity.userId,
    record,
    page,
    identify(userId, fields) {
      if (userId) identity.identify(userId);
      record({ ...fields, type: "identify", userId: identity.userId() });
    },
    reset() {
      identity.reset();
      forgetPerson();
    },
  };
}

/** Beside the tag's own script; at the endpoint when the script is part of a bundle and has no address. */
function chunkFolder(source: Source, endpoint: string): string {
  return new URL("tag/", source.url || `${endpoint}/`).href;
}
