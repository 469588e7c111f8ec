/** Whether the page's JavaScript still does what it should. If not, the tag moves (src/clean_room). */

/** A day: a page that shows an old date in its tests has stopped the clock. */
const CLOCK_TOLERANCE_MS = 86_400_000;
const EXPECTED = "[[7,5],4,true,false,1,[4],[6,2,1],7]";

/** True if what the tag uses of the language works: old libraries bring their own `Array.from`, `toJSON`, `reduce` … */
export function isSound(): boolean {
  try {
    const row = Array.from(new Set([6, 4, 2]), (n) => n);
    const found = JSON.stringify([
      row.map((n) => n + 1).filter((n) => n > 3),
      row.find((n) => n < 6),
      row.some((n) => n < 3),
      row.every((n) => n < 3),
      row.indexOf(4),
      row.splice(1, 1),
      row.concat(1).slice(0),
      row.reduce((sum, n) => sum + n, -1),
    ]);
    const driftMs = Date.now() - performance.timeOrigin - performance.now();
    return found === EXPECTED && !(Math.abs(driftMs) > CLOCK_TOLERANCE_MS);
  } catch {
    return false;
  }
}
