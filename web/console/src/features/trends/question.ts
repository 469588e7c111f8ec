// The question that a trend answers, as it stands in the address: whoever is sent the link asks the same. Pure.

import type { PageSearch } from "../../app/search";

export type Measure = "events" | "visitors" | "sum";
export type Bucket = "day" | "hour";
export type Look = "line" | "bar";

export interface Question {
  event: string;
  kind: string;
  measure: Measure;
  /** What is added up; only asked for a sum. */
  of: string | null;
  bucket: Bucket;
  /** Days of the site's clock, both counted. */
  from: string;
  until: string;
  split: string | null;
  /** A further condition, as it stands in the address. */
  where: string | null;
  look: Look;
}

/** More hours than these would be a wall of bars. */
const MOST_DAYS_BY_HOUR = 14;
const DAY_MS = 86_400_000;
const USUAL = { event: "Order Completed", kind: "track", days: 30 };

const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days lie between, both counted. */
export const spanDays = ({ from, until }: Pick<Question, "from" | "until">): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;

export const mayBeHours = (span: Pick<Question, "from" | "until">): boolean =>
  spanDays(span) <= MOST_DAYS_BY_HOUR;

const oneOf = <T extends string>(value: string | undefined, ...known: T[]): T =>
  known.find((one) => one === value) ?? (known[0] as T);

/** `today`: of the site's clock. What the address does not say, or says wrongly, is as usual. */
export function questionOf(search: PageSearch, today: string): Question {
  const until = isDay(search.until) ? search.until : today;
  const wished = isDay(search.from) ? search.from : daysAfter(until, 1 - USUAL.days);
  const from = wished <= until ? wished : until;
  const measure = oneOf<Measure>(search.measure, "events", "visitors", "sum");
  return {
    event: search.event || USUAL.event,
    kind: search.kind || USUAL.kind,
    measure,
    of: measure === "sum" ? search.of || "properties.revenue" : null,
    bucket: mayBeHours({ from, until }) ? oneOf<Bucket>(search.bucket, "day", "hour") : "day",
    from,
    until,
    split: search.split || null,
    where: search.where || null,
    look: oneOf<Look>(search.look, "line", "bar"),
  };
}

/** What is asked of the API. */
export function askedOf({ look: _, ...question }: Question): Record<string, string> {
  return Object.fromEntries(
    Object.entries(question).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** Today by the site's clock. */
export const todayIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    now,
  );

export const isMoney = ({ measure, of }: Question): boolean =>
  measure === "sum" && /(revenue|total|price|value|subtotal|amount|discount|shipping|tax)$/.test(of ?? "");
