// What languages and themes are called, in the reader's language.

import { useLingui } from "@lingui/react";
import { useCallback } from "react";

export function useLanguageName(): (language: string) => string {
  const { i18n } = useLingui();
  return useCallback((language) => languageName(language, i18n.locale), [i18n.locale]);
}

/** 日本語 says itself to everybody; the others are said in the reader's language. */
export function languageName(language: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
