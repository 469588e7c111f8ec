/**
 * The public surface: `kizukai.load page track identify group alias reset on off ready` with Segment's signatures, and
 * `consent optOut optIn signal`;
 * forgiving about what is left out; no call ever throws, whatever it is given.
 */
import { createEmitter, type Listener } from "./emitter.ts";
import { guard, listen, reportErrorsTo } from "./guard.ts";
import { MAX_EARLY_CALLS } from "./limits.ts";
import type { LoadOptions, Source } from "./options.ts";
import { startTag, type Tag } from "./tag.ts";

export type Call = [method: string, ...args: unknown[]];
export type Api = Record<string, unknown> & { push(call: Call): void };

const METHODS = "load page track identify group alias reset on off ready consent optOut optIn signal".split(
  " ",
);

/** Turns the snippet's array (or a fresh object) into the API and replays the calls it has queued. */
export function installApi(target: Record<string, unknown> & { length?: number }, source: Source): Api {
  const emitter = createEmitter();
  const early: Call[] = [];
  let tag: Tag | undefined;
  let isReady = false;

  const whenReady = (listener: Listener): void => {
    if (isReady) guard(listener)({ anonymousId: tag?.anonymousId() });
  };

  const begin = (writeKey: unknown, options: unknown): void => {
    // Its own fields alone: not what something has put on `Object.prototype`.
    const settings: LoadOptions = Object.assign(Object.create(null), isObject(options) ? options : {});
    if (tag || typeof writeKey !== "string" || !writeKey) return;
    if (settings.debug) reportErrorsTo((error) => console.warn("[kizukai]", error));
    // Nobody looks at a prerendered page yet.
    if ((document as { prerendering?: boolean }).prerendering) {
      listen(document, "prerenderingchange", () => call("load", writeKey, options), { once: true });
      return;
    }
    tag = startTag(writeKey, settings, source, emitter);
    api.dropped = tag.dropped;
    isReady = true;
    emitter.emit("ready", { anonymousId: tag.anonymousId() });
    for (const [method, ...args] of early.splice(0)) call(method, ...args);
  };

  const on = (name: string, listener: Listener): void => {
    emitter.on(name, listener);
    if (name === "ready" && typeof listener === "function") whenReady(listener);
  };

  const calls: Record<string, (...args: unknown[]) => void> = Object.assign(Object.create(null), {
    load: begin,
    on: (name: unknown, listener: Listener) => on(String(name), listener),
    off: (name: unknown, listener?: Listener) => emitter.off(String(name), listener),
    ready: (listener: Listener) => on("ready", listener),
  });
  const call = guard((method: string, ...args: unknown[]): void => {
    const own = calls[method];
    if (own) own(...args);
    else if (tag) perform(tag, method, args);
    else if (early.length < MAX_EARLY_CALLS) early.push([method, ...args]);
  });

  const queued = Array.from(target as ArrayLike<Call>);
  if (queued.length > 0) target.length = 0;
  const api = target as Api;
  for (const method of METHODS) {
    api[method] = (...args: unknown[]) => {
      call(method, ...args);
      return api;
    };
  }
  api.loaded = true;
  api.push = (entry) => {
    if (Array.isArray(entry)) call(...(entry as Call));
  };
  // For consent managers that know events better than calls.
  listen(window, "kizukai:consent", (event) => call("consent", (event as CustomEvent).detail));
  for (const entry of queued) api.push(entry);
  return api;
}

function perform(tag: Tag, method: string, args: unknown[]): void {
  const words = args
    .filter((arg): arg is string => typeof arg === "string" || typeof arg === "number")
    .map(String);
  const objects = args.filter(isObject);
  const [first, second] = words;
  const [object = {}, more] = objects;
  switch (method) {
    case "track":
      if (first) tag.track(first, object);
      break;
    case "page":
      // One word is the name, two are category and name.
      tag.page({ type: "page", name: second ?? first, category: second && first, properties: object });
      break;
    case "identify":
      tag.identify(first, { type: "identify", traits: object, userHash: more?.userHash });
      break;
    case "group":
      if (first) tag.record({ type: "group", groupId: first, traits: object });
      break;
    case "alias":
      if (first) tag.record({ type: "alias", userId: first, previousId: second ?? tag.anonymousId() });
      break;
    case "consent":
    case "optOut":
    case "optIn":
      tag.consent[method](object);
      break;
    case "signal":
      if (first) tag.signal(first, object);
      break;
    case "reset":
      tag.reset();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
