/** One request to the decide endpoint, and the beacon of a closing page. Knows nothing of queues. */
import type { UseChunk } from "../chunk_contract.ts";
import { OwnPromise, wallMs } from "./environment.ts";
import { later } from "./guard.ts";
import { withoutPrototypes } from "./json.ts";
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

/** `url`: of the decide endpoint, absolute. */
export function createTransport(url: string, useChunk: UseChunk): Transport {
  let ask: typeof fetch = (input, init) => fetch(input, init);
  let looked = false;
  // To another origin plain text needs no preflight, which would cost a round trip before every decision.
  const contentType = url.indexOf(`${location.origin}/`) === 0 ? "application/json" : "text/plain";

  const exchange = async (body: string, signal: AbortSignal): Promise<Outcome> => {
    const response = await ask(url, {
      method: "POST",
      headers: { "Content-Type": contentType },
      body,
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    const { ok, status } = response;
    if (ok) return { kind: "answered", response: asResponse(await response.json()) };
    if (status < 500 && status !== 429 && status !== 408) return { kind: "rejected", status };
    const retryAfterMs = parseRetryAfterMs(response.headers.get("Retry-After"));
    return retryAfterMs === undefined ? { kind: "failed" } : { kind: "failed", retryAfterMs };
  };

  /** What a page has put in the place of `fetch` may be what fails: then the next try goes past it. */
  const look = (): void => {
    if (looked || /\[native code\]/.test(`${fetch}`)) return;
    looked = true;
    useChunk("clean_room", ({ openFrame }) =>
      openFrame((realm) => {
        ask = realm.fetch.bind(realm);
      }),
    );
  };

  return {
    post: (body) =>
      new OwnPromise((resolve) => {
        const abort = new AbortController();
        const fail = (): void => {
          abort.abort();
          resolve({ kind: "failed" });
          look();
        };
        // Not by the signal alone: a page's own `fetch` may not listen to it.
        const stop = later(fail, REQUEST_TIMEOUT_MS);
        const run = async (): Promise<void> => {
          try {
            resolve(await exchange(body, abort.signal));
          } catch {
            fail();
          }
          stop();
        };
        void run();
      }),
    beacon(body) {
      try {
        return navigator.sendBeacon(url, new Blob([body], { type: contentType }));
      } catch {
        return false;
      }
    },
  };
}

/** Throws on what is no decide response (a captive portal answers 200 to everything): that is a failure to retry. */
function asResponse(body: unknown): DecideResponse {
  if (typeof body !== "object" || body === null || !Array.isArray((body as DecideResponse).verdicts)) {
    throw new TypeError("not a decide response");
  }
  return withoutPrototypes(body as DecideResponse);
}

/** Seconds or an HTTP date, in milliseconds from now; `undefined` when absent or unreadable. */
export function parseRetryAfterMs(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - wallMs();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_CAP_MS) : undefined;
}
