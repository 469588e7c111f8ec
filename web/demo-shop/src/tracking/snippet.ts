/**
 * What the documented snippet does, as a module of the shop's own: a queue that takes calls at once, and the script
 * that answers them later. Without the script the queue stays a harmless list, and the shop works as before.
 */
export type KizukaiMethod =
  | "load"
  | "page"
  | "track"
  | "identify"
  | "group"
  | "alias"
  | "reset"
  | "on"
  | "off"
  | "ready"
  | "consent"
  | "optOut"
  | "optIn"
  | "signal";

type Call = [KizukaiMethod, ...unknown[]];

export interface Kizukai {
  push(call: Call): unknown;
  load(writeKey: string, options?: { locale?: string }): unknown;
  page(name?: string, properties?: Record<string, unknown>): unknown;
  track(name: string, properties?: Record<string, unknown>): unknown;
  identify(userId: string, traits?: Record<string, unknown>): unknown;
  reset(): unknown;
  on(name: string, listener: (detail: unknown) => void): unknown;
  ready(listener: (detail: unknown) => void): unknown;
  /** True once /tag.js has taken over. */
  loaded?: boolean;
}

declare global {
  interface Window {
    kizukai?: Kizukai;
  }
}

const METHODS: readonly KizukaiMethod[] = [
  "load",
  "page",
  "track",
  "identify",
  "group",
  "alias",
  "reset",
  "on",
  "off",
  "ready",
  "consent",
  "optOut",
  "optIn",
  "signal",
];

/** Makes the queue, once. */
export function installStub(): Kizukai {
  if (window.kizukai) return window.kizukai;
  const queue: Call[] & Partial<Record<KizukaiMethod, unknown>> = [];
  for (const method of METHODS) queue[method] = (...args: unknown[]) => queue.push([method, ...args]);
  window.kizukai = queue as unknown as Kizukai;
  return window.kizukai;
}

/** Fetches the tag. A shop that has no Kizukai behind it answers with an error, and nothing else happens. */
export function fetchTag(): void {
  const script = document.createElement("script");
  script.async = true;
  script.src = "/tag.js";
  document.head.append(script);
}
