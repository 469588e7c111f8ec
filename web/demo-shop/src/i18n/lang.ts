/** The language of this page: `?lang=` first and remembered, then what was remembered, then Japanese. */
import type { Language, Text } from "../catalogue/types.js";
import { readJson, writeJson } from "../storage.js";
import { en } from "./en.js";
import { ja } from "./ja.js";

const LANGUAGE_KEY = "orifushi_lang";

const known = (value: unknown): value is Language => value === "ja" || value === "en";

function choose(): Language {
  const asked = new URLSearchParams(window.location.search).get("lang");
  if (known(asked)) {
    writeJson("local", LANGUAGE_KEY, asked);
    return asked;
  }
  const remembered = readJson<unknown>("local", LANGUAGE_KEY, null);
  return known(remembered) ? remembered : "ja";
}

export const language: Language = choose();

/** The shop's own texts. */
export const t = language === "ja" ? ja : en;

/** A text of the catalogue in this page's language. */
export const say = (text: Text): string => text[language];

/** "¥12,100" in both languages; amounts are whole yen. */
export const yen = (amount: number): string => `¥${amount.toLocaleString("ja-JP")}`;

/** The address of this page in the other language. */
export function otherLanguageHref(): string {
  const url = new URL(window.location.href);
  url.searchParams.set("lang", language === "ja" ? "en" : "ja");
  return url.pathname + url.search;
}
