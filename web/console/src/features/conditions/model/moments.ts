// Days in the site's time zone as the language compares moments: texts in UTC, to the millisecond.

const day = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });

const clock = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });

/** `2026-11-01`, or nothing where the text is no moment. */
export function dayOf(moment: string, timeZone: string): string {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? "" : day(timeZone).format(at);
}

/** The first moment of a day, as orders are dated. */
export function startOf(date: string, timeZone: string): string {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  let at = wanted;
  // Twice: the offset may be another one on the other side of a change of clocks.
  for (let turn = 0; turn < 2; turn++) at = wanted - offset(at, timeZone);
  return new Date(at).toISOString();
}

/** How far the zone's clock is ahead of UTC, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const local = Date.parse(`${clock(timeZone).format(at).replace(" ", "T")}Z`);
  return local - Math.floor(at / 1_000) * 1_000;
}
