// Amounts of an effect as words: signed ratios, ranges, money a month. An interval with an open end says so.

import type { MetricEffect, MetricName, Worth } from "../api/types";
import { count, type Manner, money, percent } from "../ui/format";
import { say, type Words } from "./words";

export type Tongue = Pick<Words, "language" | "currency" | "timeZone">;

export const mannerOf = ({ language, currency, timeZone }: Tongue): Manner => ({
  locale: language,
  currency,
  timezone: timeZone,
});

/** From here on a decimal says nothing any more. */
const WHOLE_PERCENT = 0.1;
const HUNDREDTH = 0.01;

/** `0.21` → `21 %`, `0.034` → `3.4 %`, `0.05` → `5 %`; without a sign. */
export function share(words: Tongue, ratio: number): string {
  const size = Math.abs(ratio);
  const tenths = Math.round(size * 1000);
  return percent(size, mannerOf(words), size >= WHOLE_PERCENT || tenths % 10 === 0 ? 0 : 1);
}

const sign = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "±");

export const signedShare = (words: Tongue, ratio: number): string => `${sign(ratio)}${share(words, ratio)}`;

/** No line breaks between a sign and its yen. */
const WORD_JOINER = "\u2060";

export const signedMoney = (words: Tongue, amount: number): string =>
  `${sign(amount)}${WORD_JOINER}${money(Math.abs(amount), mannerOf(words))}`;

/** What is shown of a metric by itself: a share, an amount, a number of orders, seconds. */
export function metricValue(words: Tongue, metric: MetricName, value: number | null): string {
  if (value === null) return "–";
  const manner = mannerOf(words);
  switch (metric) {
    case "goal":
    case "left_at_once":
    case "came_back":
      return percent(value, manner, value < HUNDREDTH ? 2 : 1);
    case "value":
    case "profit":
      return money(value, manner);
    case "orders":
      return value.toFixed(3);
    case "load_ms":
      return say(words, { ja: `${(value / 1000).toFixed(2)} 秒`, en: `${(value / 1000).toFixed(2)} s` });
  }
}

export function evidenceWords(words: Tongue, evidence: number): string {
  const manner = mannerOf(words);
  if (evidence < 1) return say(words, { ja: "1 倍未満", en: "less than 1×" });
  if (evidence >= 1000) return say(words, { ja: "1,000 倍以上", en: "over 1,000×" });
  const times = evidence < 10 ? evidence.toFixed(1) : count(evidence, manner);
  return say(words, { ja: `${times} 倍`, en: `${times}×` });
}

type Written = (value: number) => string;

/** `+12 %〜+31 %`; where an end is open 「−8 % から上」, since 「−8 % 以上」 could be read as a greater loss. */
export function range(words: Tongue, low: number | null, high: number | null, write: Written): string {
  if (low === null && high === null) return say(words, { ja: "まだわかりません", en: "not known yet" });
  if (high === null)
    return say(words, { ja: `${write(low as number)} から上`, en: `${write(low as number)} or higher` });
  if (low === null) return say(words, { ja: `${write(high)} から下`, en: `${write(high)} or lower` });
  return say(words, { ja: `${write(low)}〜${write(high)}`, en: `${write(low)} to ${write(high)}` });
}

/** A bound of a lift beyond which it says nothing any more: elevenfold. */
const LIFT_SAYS_SOMETHING = 10;

/** The upper bound of a lift, where it says something. */
export const liftHigh = (high: number | null): number | null =>
  high !== null && high <= LIFT_SAYS_SOMETHING ? high : null;

export function liftRange(words: Tongue, low: number | null, high: number | null): string {
  // Without a lower bound, the upper one is all there is to say.
  const shown = low === null ? high : liftHigh(high);
  return range(words, low, shown, (value) => signedShare(words, value));
}

/** The difference in the metric's own unit, where a ratio cannot be had. */
export function differenceRange(words: Tongue, effect: MetricEffect): string {
  const { metric, difference_low: low, difference_high: high } = effect;
  return range(words, low, high, (value) => signedDifference(words, metric, value));
}

export function signedDifference(words: Tongue, metric: MetricName, value: number): string {
  const size = Math.abs(value);
  const isShare = metric === "goal" || metric === "left_at_once" || metric === "came_back";
  if (isShare) return `${sign(value)}${(size * 100).toFixed(size < HUNDREDTH ? 2 : 1)} pt`;
  return `${sign(value)}${metricValue(words, metric, size)}`;
}

/** As a lift where there is one, else in the metric's own unit. */
export function effectRange(words: Tongue, effect: MetricEffect): string {
  const { lift_low, lift_high } = effect;
  const isLift = lift_low !== null || lift_high !== null;
  return isLift ? liftRange(words, lift_low, lift_high) : differenceRange(words, effect);
}

export const worthRange = (words: Tongue, { low, high }: Worth): string =>
  range(words, low, high, (value) => signedMoney(words, value));
