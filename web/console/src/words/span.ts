// Durations: the texts of campaigns (`30m`, `7d`) and seconds, in words.

import type { Language, Tongue } from "./words";

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds of `30m`, `24h`, `7d`; null for anything else. */
export function spanMs(text: unknown): number | null {
  const parts = typeof text === "string" ? /^(\d+)(ms|s|m|h|d|w)$/.exec(text) : null;
  const unit = UNIT_MS[parts?.[2] ?? ""];
  return parts && unit ? Number(parts[1]) * unit : null;
}

const NAMES: [ms: number, ja: string, en: string][] = [
  [86_400_000, "日間", "day"],
  [3_600_000, "時間", "hour"],
  [60_000, "分", "minute"],
  [1_000, "秒", "second"],
];

/**
 * A length in its largest unit that leaves nothing over, at most in two: 「7日間」「1時間30分」. One day is told
 * as 24 hours, since "in the last day" could mean since midnight.
 */
export function lengthWords(language: Language, ms: number): string {
  if (ms === 86_400_000) return language === "ja" ? "24時間" : "24 hours";
  const parts: string[] = [];
  let rest = Math.round(ms / 1_000) * 1_000;
  for (const [unit, ja, en] of NAMES) {
    const count = Math.floor(rest / unit);
    if (count === 0 || parts.length === 2) continue;
    parts.push(language === "ja" ? `${count}${ja}` : `${count} ${en}${count === 1 ? "" : "s"}`);
    rest -= count * unit;
  }
  if (parts.length === 0) return language === "ja" ? "0秒" : "0 seconds";
  return parts.join(language === "ja" ? "" : " ");
}

/** `7d` → 「7日間」; what is no duration stays as it is. */
export function spanWords(words: Tongue, text: unknown): string {
  const ms = spanMs(text);
  return ms === null ? String(text) : lengthWords(words.language, ms);
}
