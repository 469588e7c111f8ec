/**
 * The public surface: `kizukai.load page track identify group alias reset on off ready`. Segment's signatures,
 * forgiving about what is left out; no call ever throws, whatever it is given.
 */
import { createEmitter, type Listener } from "./emitter.ts";
import { guard, reportErrorsTo } from "./guard.ts";
import { MAX_EARLY_CALLS } from "./limits.ts";
import { type LoadOptions, type Source, startTag, type Tag } from "./tag.ts";

export type Call = [method: string, ...args: unknown[]];
export type Api = Record<string, unknown> & { push(call: Call): void };

const METHODS = "load page track identify group alias reset on off ready".split(" ");

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
    const settings = (isObject(options) ? options : {}) as LoadOptions;
    if (tag || typeof writeKey !== "string" || !writeKey) return;
    if (settings.debug) reportErrorsTo((error) => console.warn("[kizukai]", error));
    // Nobody looks at a prerendered page yet.
    if ((document as { prerendering?: boolean }).prerendering) {
      document.addEventListener("prerenderingchange", () => call("load", writeKey, options), { once: true });
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

  const calls: Record<string, (...args: unknown[]) => void> = {
    load: begin,
    on: (name, listener) => on(String(name), listener as Listener),
    off: (name, listener) => emitter.off(String(name), listener as Listener | undefined),
    ready: (listener) => on("ready", listener as Listener),
  };
  const call = guard((method: string, ...args: unknown[]): void => {
    const own = calls[method];
    if (own) own(...args);
    else if (tag) perform(tag, method, args);
    else if (early.length < MAX_EARLY_CALLS) early.push([method, ...args]);
  });

  const queued = Array.isArray(target) ? (target.splice(0) as Call[]) : [];
  const api = target as Api;
  for (const method of METHODS) {
    api[method] = (...args: unknown[]) => {
      call(method, ...args);
      return api;
    };
  }
  api.loaded = true;
  api.push = (entry) => {
    if (Array.isArray(entry)) call(...entry);
  };
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
      if (first) tag.record({ type: "track", event: first, properties: object });
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
    case "reset":
      tag.reset();
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
