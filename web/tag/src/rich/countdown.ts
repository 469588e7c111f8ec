/**
 * Time left until a deadline that the server keeps. Counted down from what the server said was left, with the clock
 * that nobody can set. Said aloud only when it matters: an hour, ten minutes, one minute before, and at the end.
 */
import { monotonicMs } from "../core/environment.ts";
import { later } from "../core/guard.ts";
import type { Content } from "../core/wire.ts";
import type { Kit } from "../renderer/kit.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SAID_AT_MS = [HOUR_MS, 10 * MINUTE_MS, MINUTE_MS];

type Unit = "day" | "hour" | "minute" | "second";
const SIZES: [Unit, number][] = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
  ["second", SECOND_MS],
];

/** Languages that set no blanks between words. */
const CLOSE_SET = /^(ja|zh)/;

/** When an answer's countdown ends, on the monotonic clock: fixed when it is first looked at. */
const deadlines = new WeakMap<object, number>();

export function buildCountdown(content: Content, { element, host }: Kit): HTMLElement | undefined {
  const { countdown, ended, lang } = content;
  if (!countdown) return ended ? element("p", { class: "countdown" }, ended) : undefined;
  const endsAtMs = deadlines.get(countdown) ?? monotonicMs() + countdown.remaining_ms;
  deadlines.set(countdown, endsAtMs);
  const time = element("span", { class: "time", role: "timer" });
  const said = element("span", { class: "live", role: "status" });
  const label = !!countdown.label && element("span", {}, countdown.label);
  const node = element("p", { class: "countdown" }, label, time, said);

  // What stands there at first is read with the rest.
  let lastMs = endsAtMs - monotonicMs();
  const tick = host.guard(() => {
    const leftMs = endsAtMs - monotonicMs();
    if (leftMs <= 0) {
      node.textContent = countdown.ended ?? "";
      node.prepend(said);
      said.textContent = countdown.ended ?? "";
      node.hidden = !countdown.ended;
      return;
    }
    time.textContent = timeLeft(leftMs, lang);
    if (SAID_AT_MS.some((atMs) => leftMs <= atMs && lastMs > atMs)) {
      said.textContent = `${countdown.label ?? ""} ${time.textContent}`;
    }
    lastMs = leftMs;
    // The next full second; a hidden tab's late tick loses nothing, because what is left is measured anew.
    setTimeout(() => node.isConnected && tick(), leftMs % SECOND_MS || SECOND_MS);
  });
  tick();
  return node;
}

/** A language's words for time take the browser long to fetch, the first time: not in the task that draws the message. */
export function prepareCountdown({ countdown, lang }: Content, onReady: () => void): void {
  if (countdown) {
    timeLeft(countdown.remaining_ms, lang);
    later(onReady, 0);
  } else onReady();
}

/** The two largest units that say something: 2 days 3 hours, 3 hours 12 minutes, 4 minutes 9 seconds. */
export function timeLeft(leftMs: number, lang = "ja"): string {
  const wholeMs = Math.ceil(leftMs / SECOND_MS) * SECOND_MS;
  const largest = SIZES.findIndex(([, size]) => wholeMs >= size);
  return SIZES.slice(largest, largest + 2)
    .map(([unit, size], at) => {
      const whole = Math.floor(wholeMs / size);
      const before = SIZES[largest]?.[1] ?? size;
      return inUnit(at === 0 ? whole : Math.floor((wholeMs % before) / size), unit, lang);
    })
    .join(CLOSE_SET.test(lang) ? "" : " ");
}

/** By language and unit. */
const formats = new Map<string, Intl.NumberFormat>();

function inUnit(value: number, unit: Unit, lang: string): string {
  try {
    const key = `${lang} ${unit}`;
    const known = formats.get(key);
    const format = known ?? new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" });
    if (!known) formats.set(key, format);
    const text = format.format(value);
    return CLOSE_SET.test(lang) ? text.replace(/\s/g, "") : text;
  } catch {
    // Browsers that know no units, and languages that nobody knows.
    return `${value} ${unit}`;
  }
}
