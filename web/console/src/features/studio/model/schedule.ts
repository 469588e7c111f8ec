// Points in time of a schedule and the fields they are edited in: a date and a time of day in the site's time zone.

/** `2026-12-01T10:00`, as a field for date and time holds it. */
export type LocalMoment = string;

const HAS_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;

/** What stands in the text, in the site's time zone; empty for what is no point in time. */
export function toLocal(written: unknown, timezone: string): LocalMoment {
  if (typeof written !== "string" || written === "") return "";
  // Without an offset it is meant in the site's time zone already.
  if (!HAS_OFFSET.test(written)) return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?/.exec(`${written}`)?.[0] ?? "";
  const time = Date.parse(written);
  return Number.isNaN(time) ? "" : inZone(time, timezone);
}

/** With the zone's offset at that moment, so that it means the same wherever it is read. */
export function fromLocal(local: LocalMoment, timezone: string): string | undefined {
  if (local === "") return undefined;
  const full = local.length === 10 ? `${local}T00:00` : local;
  const offset = offsetAt(Date.parse(`${full}:00Z`), timezone);
  return `${full}:00${offset}`;
}

function inZone(time_ms: number, timezone: string): LocalMoment {
  const parts = new Map(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: timezone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(time_ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}T${parts.get("hour")}:${parts.get("minute")}`;
}

/** `+09:00`: the offset at what the zone's clocks show. Looked at twice, since the first look is off by the offset itself. */
function offsetAt(shown_ms: number, timezone: string): string {
  const minutesAt = (time_ms: number) =>
    Math.round(
      (Date.parse(`${inZone(time_ms, timezone)}:00Z`) - Math.floor(time_ms / 60_000) * 60_000) / 60_000,
    );
  const first = minutesAt(shown_ms);
  const minutes = minutesAt(shown_ms - first * 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${sign}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
