// Numbers, money and moments as words. Pure: language, currency and time zone are arguments. Pages use the components
// in figures.tsx and When.tsx, or `useFormat()` where a string is needed.

export interface Manner {
  locale: "ja" | "en";
  currency: string;
  timezone: string;
}

const nothing = "–";
const hour_ms = 3_600_000;
const tag = (locale: Manner["locale"]) => (locale === "ja" ? "ja-JP" : "en-GB");

const made = new Map<string, unknown>();

/** Intl objects are dear to make and cheap to use. */
function once<T>(name: string, make: () => T): T {
  const found = made.get(name);
  if (found !== undefined) return found as T;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}

const numbers = (locale: Manner["locale"], options: Intl.NumberFormatOptions) =>
  once(`n ${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag(locale), options));

const moments = (manner: Manner, options: Intl.DateTimeFormatOptions) => {
  const all = { timeZone: manner.timezone, hourCycle: "h23", ...options } as const;
  return once(
    `d ${manner.locale} ${JSON.stringify(all)}`,
    () => new Intl.DateTimeFormat(tag(manner.locale), all),
  );
};

export const count = (value: number | null | undefined, manner: Manner): string =>
  value == null ? nothing : numbers(manner.locale, { maximumFractionDigits: 0 }).format(value);

export function money(value: number | null | undefined, manner: Manner): string {
  if (value == null) return nothing;
  const { locale, currency } = manner;
  return numbers(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .format(value)
    .replace("￥", "¥");
}

/** `0.123` → `12.3 %`. */
export function percent(ratio: number | null | undefined, manner: Manner, digits = 1): string {
  if (ratio == null || !Number.isFinite(ratio)) return nothing;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${numbers(manner.locale, options).format(ratio * 100)} %`;
}

/** A difference of two ratios: `+3.1 pt`. */
export function points(difference: number | null | undefined, manner: Manner): string {
  if (difference == null || !Number.isFinite(difference)) return nothing;
  const options = { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
  return `${numbers(manner.locale, options).format(difference * 100)} pt`;
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

const partsOf = (at: Date, manner: Manner, options: Intl.DateTimeFormatOptions): Parts =>
  Object.fromEntries(
    moments(manner, options)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );

const yearIn = (at: Date, manner: Manner) => partsOf(at, manner, { year: "numeric" }).year;

/** `11月22日（日）`, with the year where it is not this one. */
export function day(at: Date, manner: Manner, now: Date): string {
  const isThisYear = yearIn(at, manner) === yearIn(now, manner);
  const parts = partsOf(at, manner, { year: "numeric", month: "short", day: "numeric", weekday: "short" });
  if (manner.locale === "ja") {
    const numeric = partsOf(at, manner, { month: "numeric", day: "numeric" });
    const year = isThisYear ? "" : `${parts.year}年`;
    return `${year}${numeric.month}月${numeric.day}日（${parts.weekday}）`;
  }
  return `${parts.weekday} ${parts.day} ${parts.month}${isThisYear ? "" : ` ${parts.year}`}`;
}

/** A day that the server names by the site's clock (`2026-11-22`): no time zone moves it. */
const calendar = (date: string): Date => new Date(`${date}T00:00:00Z`);
const unmoved = (manner: Manner): Manner => ({ ...manner, timezone: "UTC" });

export const calendarDay = (date: string, manner: Manner, now: Date): string =>
  day(calendar(date), unmoved(manner), now);

/** On the axis of a chart: `11/22`, `22 Nov`. */
export const shortDay = (date: string, manner: Manner): string =>
  moments(unmoved(manner), {
    day: "numeric",
    month: manner.locale === "ja" ? "numeric" : "short",
  }).format(calendar(date));

/** The day on which a bucket of a chart begins, by the site's clock; with the year where it is not this one. */
export function bucketDay(at: Date, manner: Manner, now: Date): string {
  const isThisYear = yearIn(at, manner) === yearIn(now, manner);
  return moments(manner, {
    day: "numeric",
    month: manner.locale === "ja" ? "numeric" : "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(at);
}

export function clock(at: Date, manner: Manner, withSeconds = false): string {
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
  if (withSeconds) options.second = "2-digit";
  return moments(manner, options).format(at);
}

/** `11月22日（日） 14:05`. */
export const moment = (at: Date, manner: Manner, now: Date): string =>
  `${day(at, manner, now)} ${clock(at, manner)}`;

/** Everything, for the tooltip: with seconds and the name of the time zone. */
export const momentInFull = (at: Date, manner: Manner): string =>
  moments(manner, {
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(at);

const ago = (locale: Manner["locale"]) =>
  once(`r ${locale}`, () => new Intl.RelativeTimeFormat(tag(locale), { numeric: "auto" }));

/** Within an hour `3 分前`, otherwise the moment. */
export function when(at: Date, manner: Manner, now: Date): string {
  const past_ms = now.getTime() - at.getTime();
  if (Math.abs(past_ms) >= hour_ms) return moment(at, manner, now);
  const minutes = Math.trunc(past_ms / 60_000);
  if (minutes !== 0) return ago(manner.locale).format(-minutes, "minute");
  const seconds = Math.trunc(past_ms / 1000);
  return seconds < 5 && seconds > -5
    ? ago(manner.locale).format(0, "second")
    : ago(manner.locale).format(-seconds, "second");
}

/** A length of time in its largest fitting unit: `8 秒`, `12 分`, `3 時間`, `2 日`. */
export function duration(seconds: number | null | undefined, manner: Manner): string {
  if (seconds == null) return nothing;
  const [value, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 3600
        ? [seconds / 60, "minute"]
        : seconds < 172_800
          ? [seconds / 3600, "hour"]
          : [seconds / 86_400, "day"];
  return numbers(manner.locale, {
    style: "unit",
    unit: unit as string,
    unitDisplay: "long",
    maximumFractionDigits: 0,
  }).format(value as number);
}
