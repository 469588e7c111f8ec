/** A toast goes by itself; not while it is under the pointer or focus, out of the way, or in a hidden tab. */
import { monotonicMs } from "../core/environment.ts";

const TICK_MS = 200;
const DEFAULT_MS = 8_000;
const MIN_MS = 4_000;
const MAX_MS = 30_000;

/** Calls `onEnd` once the toast has stood for `durationMs` undisturbed; the answer stops it. */
export function runToastClock(
  durationMs: number | undefined,
  disturbed: () => boolean,
  onEnd: () => void,
): () => void {
  let leftMs = Math.min(MAX_MS, Math.max(MIN_MS, durationMs || DEFAULT_MS));
  let lastMs = monotonicMs();
  const timer = setInterval(() => {
    const nowMs = monotonicMs();
    if (!disturbed()) leftMs -= nowMs - lastMs;
    lastMs = nowMs;
    if (leftMs <= 0) onEnd();
  }, TICK_MS);
  return () => clearInterval(timer);
}
