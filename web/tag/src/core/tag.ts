/**
 * The tag at work: wires consent, identity, queue, loop, signals and shows of one write key together. Start reading
 * here.
 *
 * An event goes `record` → queue → loop → `POST /v1/decide`; the response comes back through `onResponse` to shows
 * and signals. Nothing leaves and nothing is kept unless `consent` says so.
 */
import { watchActivity } from "./activity.ts";
import { createChunks } from "./chunks.ts";
import { CONSENT_KEY, type Consent, type ConsentState, createConsent } from "./consent.ts";
import { createDecideLoop } from "./decide_loop.ts";
import type { Emitter } from "./emitter.ts";
import { byteLength, isoNow, newId, wallMs } from "./environment.ts";
import { guard, later, listen, type Stop, timerSlot } from "./guard.ts";
import { createIdentity } from "./identity.ts";
import { toJson } from "./json.ts";
import { MAX_EVENT_BYTES, NEXT_CHECK_MAX_MS, NEXT_CHECK_MIN_MS } from "./limits.ts";
import { navigate } from "./links.ts";
import { watchNavigation } from "./navigation.ts";
import { addressesOf, type LoadOptions, type Source } from "./options.ts";
import { readDevice, readLoadMs, readLocale, readPage } from "./page_context.ts";
import { createQueue, type Dropped } from "./queue.ts";
import { readServerState } from "./server_state.ts";
import { createShows } from "./shows.ts";
import { createSignals } from "./signals.ts";
import { openStore } from "./storage.ts";
import { createTransport } from "./transport.ts";
import type { DecideResponse, EventFields, Purposes, Verdict } from "./wire.ts";

export interface Tag {
  readonly dropped: Dropped;
  readonly consent: Consent;
  anonymousId(): string;
  userId(): string | undefined;
  record(fields: EventFields): void;
  track(event: string, properties: Record<string, unknown>): void;
  page(fields: EventFields): void;
  identify(userId: string | undefined, fields: EventFields): void;
  signal(name: string, properties: Record<string, unknown>): void;
  reset(): void;
}

export function startTag(writeKey: string, options: LoadOptions, source: Source, emitter: Emitter): Tag {
  const { decideUrl, chunkFolder } = addressesOf(options, source);
  const nonce = options.nonce || source.nonce;
  const always = openStore();
  const consent = createConsent(always, options.consent === "required", onConsent);
  const granted = (): boolean => consent.state() === "granted";
  const store = openStore(granted);
  const identity = createIdentity(store, granted, () => forgetPerson());
  const queue = createQueue(store, writeKey);
  const activity = watchActivity(options.activity);
  const chunks = createChunks(chunkFolder, nonce);
  const shows = createShows(chunks.use, { nonce, theme: options.theme ?? "auto" }, emitter, {
    activity,
    navigate,
    send: (event, urgent) => record(event, urgent),
  });
  const signals = createSignals(store, chunks.use, (name, properties) => {
    record({ type: "signal", name, properties }, true);
  });

  let epoch = 0;
  let waitPending = false;
  let referrer = document.referrer;
  let stopAutomaticPage: Stop = () => {};
  /** The messageId that tells the server of a withdrawn consent: the last thing that is sent. */
  let farewell: string | undefined;
  let serverState = readServerState();
  let begun = false;
  /** The epoch whose page has been left. */
  let leftEpoch: number | undefined;

  const loop = createDecideLoop(queue, createTransport(decideUrl, chunks.use), {
    writeKey,
    anonymousId: identity.anonymousId,
    userId: identity.userId,
    maySend: () => granted() || farewell !== undefined,
    context: () => {
      const busyWith = activity();
      const purposes = consent.purposes();
      return {
        page: readPage(referrer),
        device: readDevice(),
        locale: readLocale(options.locale),
        ...(busyWith && { activity: busyWith }),
        ...(Object.keys(purposes).length > 0 && { consent: purposes }),
        ...(consent.gpc && { gpc: true }),
      };
    },
    showing: shows.showing,
    epoch: () => epoch,
    onResponse,
    onRejected: settle,
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
    settle(settled, response.verdicts);
    emitter.emit("decide", { response });
  }

  function settle(settled: Set<string>, verdicts?: Verdict[]): void {
    shows.settle(settled, verdicts);
    if (!farewell || !settled.has(farewell)) return;
    farewell = undefined;
    queue.clear("no_consent");
    identity.reset();
  }

  /** Queues an event with its id, time and page, unless the visitor wants none; answers the messageId. */
  function record(fields: EventFields, urgent = false): string {
    if (consent.state() === "refused") {
      queue.dropped.no_consent++;
      return "";
    }
    return enqueue(fields, urgent);
  }

  function enqueue(fields: EventFields, urgent: boolean): string {
    const messageId = newId();
    const json = toJson({ messageId, timestamp: isoNow(), context: { page: readPage(referrer) }, ...fields });
    if (byteLength(json) > MAX_EVENT_BYTES) queue.dropped.too_large++;
    else {
      const userId = fields.type === "identify" ? (fields.userId as string | undefined) : undefined;
      queue.add({ messageId, json, anonymousId: identity.anonymousId(), atMs: wallMs(), userId });
    }
    loop.wake(urgent);
    return messageId;
  }

  /** What waits for consent: this browser's own id, the server's answer in the page, the data layer. */
  function begin(): void {
    const inMemory = identity.anonymousId();
    if (identity.begin()) queue.claim(inMemory, identity.anonymousId());
    if (begun) return;
    begun = true;
    if (serverState) {
      identity.take(serverState.anonymousId);
      onResponse(serverState, identity.anonymousId(), epoch, new Set());
      serverState = undefined;
    }
    const { dataLayer } = options;
    if (dataLayer) {
      chunks.use("data_layer", (follow) =>
        follow(typeof dataLayer === "string" ? dataLayer : "dataLayer", perform),
      );
    }
  }

  function onConsent(before: ConsentState, changed: Purposes): void {
    const now = consent.state();
    if (now === "granted" && before !== "granted") {
      farewell = undefined;
      begin();
    }
    const told = now === "granted" || before === "granted" ? Object.keys(changed).length > 0 : false;
    const messageId = told ? enqueue({ type: "consent", purposes: changed }, true) : undefined;
    if (now === "refused") {
      if (messageId) farewell = messageId;
      else if (!farewell) queue.clear("no_consent");
      forgetStored();
    }
    if (now === "refused" || consent.purposes().assistance === false) {
      shows.clear();
      signals.arm([]);
      nextCheck.clear();
    }
    loop.wake(true);
    emitter.emit("consent", { purposes: consent.purposes(), state: now });
  }

  function forgetStored(): void {
    for (const key of always.keys()) {
      if (key.slice(0, 8) === "kizukai_" && key !== CONSENT_KEY) always.remove(key);
    }
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
    if (options.page !== false) stopAutomaticPage = later(() => page({ type: "page" }), 0);
  }

  /**
   * Signal `page_leave` `{load_ms}`: once a page, when it is hidden or gone; a document tells once how it loaded. While a
   * page that is merely hidden has more to send, it keeps its turn: a beacon could overtake what is on its way.
   */
  function leavePage(gone: boolean): void {
    const waits = queue.head(1, 0).length > 0;
    if (leftEpoch !== epoch) {
      const properties = leftEpoch === undefined ? { load_ms: readLoadMs() } : {};
      leftEpoch = epoch;
      record({ type: "signal", name: "page_leave", properties });
    }
    // The last certain moment on a phone, and, when navigating, one after pagehide: anyone may take the queue over.
    if (waits && !gone) queue.save(true);
    else loop.leave();
  }

  function track(event: string, properties: Record<string, unknown>): void {
    record({ type: "track", event, properties });
    signals.note("track", event, properties);
  }

  function identify(userId: string | undefined, fields: EventFields): void {
    if (userId) identity.identify(userId);
    record({ ...fields, type: "identify", userId: identity.userId() });
  }

  /** What the data layer says. */
  function perform(fields: EventFields): void {
    if (fields.type === "track") track(String(fields.event), fields.properties as Record<string, unknown>);
    else record(fields);
  }

  watchNavigation((previousUrl) => {
    if (previousUrl !== location.href) referrer = previousUrl;
    pageSoon();
  });
  listen(document, "visibilitychange", () => {
    if (document.hidden) leavePage(false);
    else if (waitPending || shows.showing().length > 0) loop.ask();
  });
  listen(window, "pagehide", () => leavePage(true));
  listen(window, "online", loop.hurry);
  if (!serverState) pageSoon();
  if (granted()) guard(begin)();
  else if (consent.state() === "refused") identity.reset();
  guard(loop.wake)(false);

  return {
    dropped: queue.dropped,
    consent,
    anonymousId: identity.anonymousId,
    userId: identity.userId,
    record,
    track,
    page,
    identify,
    signal: (name, properties) => signals.note("custom", name, properties),
    reset() {
      identity.reset();
      forgetPerson();
    },
  };
}
