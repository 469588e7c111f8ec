// What a sentence needs to know besides its matter: the language, how the site writes money and time, and what people
// call its segments and campaigns. Pages get it from `useWords`; tests make one by hand.

import type { Asked } from "./answers";

export type Language = "ja" | "en";

/** Any JSON value, as the API hands it out. */
export type Json = unknown;

export interface Words {
  language: Language;
  /** ISO 4217. */
  currency: string;
  timeZone: string;
  /** The name people gave it; the key where there is none. */
  segment: (key: string) => string;
  campaign: (key: string) => string;
  /** The question whose answer an attribute is (`answers.gift.ask`), where it is known. */
  asked?: (path: string) => Asked | null;
}

/** All that is needed where nothing is named and nothing counted. */
export type Tongue = Pick<Words, "language">;

/** Picks the text of the language. */
export function say<T>(words: Tongue, texts: Record<Language, T>): T {
  return texts[words.language];
}

export function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** 「gold」 or “gold”. */
export function quoted(words: Tongue, text: string): string {
  return words.language === "ja" ? `「${text}」` : `“${text}”`;
}
