/** Clock, chance and measure: the only module of the tag that reads the first two. */

/** Wall clock, milliseconds since 1970. For timestamps only: it may jump. */
export const wallMs = (): number => Date.now();

/** A clock that never runs backwards, milliseconds. For durations. */
export const monotonicMs = (): number => performance.now();

/** The wall clock as ISO 8601 in UTC. */
export const isoNow = (): string => new Date(wallMs()).toISOString();

/** 128 random bits as 32 hex digits. */
export function newId(): string {
  const bytes = new Uint8Array(16);
  try {
    crypto.getRandomValues(bytes);
  } catch {
    // No secure source (very old or locked-down browsers): an id need be unique, not secret.
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.random() * 256;
  }
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
}

/** A factor in [0.5, 1) that spreads retries of many browsers. */
export const jitter = (): number => 0.5 + Math.random() / 2;

/** Length in UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** The language's own promise, whatever stands in its place on the page. */
export const OwnPromise = (async () => {})().constructor as PromiseConstructor;
