/** One request to the decide endpoint, and the beacon of a closing page. Knows nothing of queues. */
import { wallMs } from "./environment.ts";
import { REQUEST_TIMEOUT_MS, RETRY_AFTER_CAP_MS } from "./limits.ts";
import type { DecideResponse } from "./wire.ts";

export type Outcome =
  | { kind: "answered"; response: DecideResponse }
  /** Worth another try, not before `retryAfterMs` if the server named a time. */
  | { kind: "failed"; retryAfterMs?: number }
  /** The server understood and will never take it. */
  | { kind: "rejected"; status: number };

export interface Transport {
  post(body: string): Promise<Outcome>;
  /** True when the browser took it over. */
  beacon(body: string): boolean;
}

export function createTransport(endpoint: string): Transport {
  const url = `${endpoint}/v1/decide`;
  // To another origin plain text needs no preflight, which would cost a round trip before every decision.
  const contentType = url.indexOf(`${location.origin}/`) === 0 ? "application/json" : "text/plain";
  return {
    post: (body) => post(url, contentType, body).catch((): Outcome => ({ kind: "failed" })),
    beacon(body) {
      try {
        return navigator.sendBeacon(url, new Blob([body], { type: contentType }));
      } catch {
        return false;
      }
    },
  };
}

async function post(url: string, contentType: string, body: string): Promise<Outcome> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": contentType },
      body,
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
    });
    if (response.ok) return { kind: "answered", response: asResponse(await response.json()) };
    if (response.status >= 500 || response.status === 429 || response.status === 408) {
      const retryAfterMs = parseRetryAfterMs(response.headers.get("Retry-After"));
      return retryAfterMs === undefined ? { kind: "failed" } : { kind: "failed", retryAfterMs };
    }
    return { kind: "rejected", status: response.status };
  } finally {
    clearTimeout(timer);
  }
}

/** Throws on what is no decide response (a captive portal answers 200 to everything): that is a failure to retry. */
function asResponse(body: unknown): DecideResponse {
  if (typeof body !== "object" || body === null || !Array.isArray((body as DecideResponse).verdicts)) {
    throw new TypeError("not a decide response");
  }
  return body as DecideResponse;
}

/** Seconds or an HTTP date, in milliseconds from now; `undefined` when absent or unreadable. */
export function parseRetryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - wallMs();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_CAP_MS) : undefined;
}
