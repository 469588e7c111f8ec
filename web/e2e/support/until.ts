/**
 * Waiting on conditions, never on time. A condition that does not come true fails the test with what was waited for
 * and what was last found.
 */

/** Generous, since a build machine may be busy; a good run never comes near it. */
export const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 40;

/** Calls `look` until it gives something else than `undefined`, `null` or `false`. Errors count as "not yet". */
export async function until<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  let last: unknown = "nothing";
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) throw new Error(`waited for ${what}; last found: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
