// The two ways to say a test, and how both languages say it.

import type { Unit } from "../attributes";
import type { Json, Words } from "../words";

export interface Predicate {
  yes: string;
  no: string;
}

/** Says what an operator demands of a value. */
export type Speaker = (words: Words, operand: Json, unit: Unit) => Predicate;

/** Both languages at hand; the opposite follows by rule where it is not given. */
export function both(words: Words, ja: string, en: string, jaNot?: string, enNot?: string): Predicate {
  if (words.language === "ja") return { yes: ja, no: jaNot ?? `${ja}ではない` };
  return { yes: en, no: enNot ?? en.replace(/^is /, "is not ") };
}

export const swap = ({ yes, no }: Predicate): Predicate => ({ yes: no, no: yes });

export const NO_CASE = { ja: "（大文字と小文字を区別しない）", en: " (in any case)" };
