// Moments as a field of the browser holds them (`2026-12-25T00:00`), in the site's time zone, and as texts write them.

/** Of the zone at that moment, in minutes east of Greenwich. */
function offsetMinutes(atMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(atMs);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return Math.round((wall - atMs) / 60_000);
}

const two = (value: number) => String(value).padStart(2, "0");

/** For `<input type="datetime-local">`; empty where it is no moment. */
export function toLocal(written: string | undefined, zone: string): string {
  const atMs = written === undefined ? Number.NaN : Date.parse(written);
  if (Number.isNaN(atMs)) return "";
  return new Date(atMs + offsetMinutes(atMs, zone) * 60_000).toISOString().slice(0, 16);
}

/** With the zone's offset, as texts are read by people: `2026-12-25T00:00:00+09:00`. */
export function fromLocal(value: string, zone: string): string | undefined {
  const wallMs = Date.parse(`${value}:00Z`);
  if (value === "" || Number.isNaN(wallMs)) return undefined;
  const guess = offsetMinutes(wallMs, zone);
  const minutes = offsetMinutes(wallMs - guess * 60_000, zone);
  const size = Math.abs(minutes);
  return `${value}:00${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
