// Values as a shop writes them: 5,000円, 3回, 「gold」, 土曜日.

import type { Unit } from "./attributes";
import { lengthWords } from "./span";
import { isRecord, type Json, quoted, say, type Words } from "./words";

const WEEKDAYS: Record<Words["language"], string[]> = {
  ja: ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

/** Entries of a list that are read out before "…" stands for the rest. */
const LIST_SHOWN = 8;

/** One value in words. */
export function valueWords(words: Words, value: Json, unit: Unit): string {
  if (typeof value === "number") return numberWords(words, value, unit);
  if (typeof value === "string") return stringWords(words, value, unit);
  if (typeof value === "boolean")
    return say(words, { ja: value ? "はい" : "いいえ", en: value ? "yes" : "no" });
  if (Array.isArray(value)) return listWords(words, value, unit);
  if (isRecord(value)) return JSON.stringify(value);
  return say(words, { ja: "なし", en: "nothing" });
}

/** Several values, each in words: 「a」「b」, or 土曜日・日曜日. */
export function listWords(words: Words, values: Json[], unit: Unit): string {
  if (values.length === 0) return say(words, { ja: "なし", en: "nothing" });
  const shown = values.slice(0, LIST_SHOWN).map((value) => valueWords(words, value, unit));
  if (values.length > LIST_SHOWN) shown.push("…");
  if (words.language === "en") return shown.join(", ");
  return shown.every((text) => /^「.*」$|^…$/.test(text)) ? shown.join("") : shown.join("・");
}

function stringWords(words: Words, value: string, unit: Unit): string {
  if (unit === "segment") return quoted(words, words.segment(value));
  const at = unit === "moment" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) return quoted(words, value);
  return new Intl.DateTimeFormat(words.language, { dateStyle: "long", timeZone: words.timeZone }).format(at);
}

function numberWords(words: Words, value: number, unit: Unit): string {
  const plain = plainNumber(value);
  switch (unit) {
    case "money":
      return moneyWords(words, value);
    case "times":
      return say(words, { ja: `${plain}回`, en: plain });
    case "items":
      return say(words, { ja: `${plain}点`, en: plain });
    case "pages":
      return say(words, { ja: `${plain}ページ`, en: plain });
    case "seconds":
      return lengthWords(words.language, value * 1_000);
    case "percent":
      return `${plain} %`;
    case "hour":
      return say(words, { ja: `${plain}時`, en: `${plain}:00` });
    case "weekday":
      return WEEKDAYS[words.language][value - 1] ?? plain;
    default:
      return plain;
  }
}

/** 5,000円 in a Japanese sentence, ¥5,000 in an English one. */
export function moneyWords(words: Words, value: number): string {
  if (words.language === "ja" && words.currency === "JPY") return `${plainNumber(value)}円`;
  const style = { style: "currency", currency: words.currency, currencyDisplay: "narrowSymbol" } as const;
  try {
    const digits = Number.isInteger(value) ? 0 : 2;
    return new Intl.NumberFormat(words.language, { ...style, maximumFractionDigits: digits }).format(value);
  } catch {
    return `${plainNumber(value)} ${words.currency}`;
  }
}

export function plainNumber(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 3 }).format(value);
}
