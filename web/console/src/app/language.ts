// The member's language: changed at once here, and kept with the account.

import { useLingui } from "@lingui/react";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { keys } from "../api/keys";
import type { Session } from "../api/types";
import { type Locale, speak } from "./i18n";

/** In their own words, whatever is spoken now. */
export const languageNames: Record<Locale, string> = { ja: "日本語", en: "English" };

export function useLanguage(): [Locale, (locale: Locale) => Promise<void>] {
  const { i18n } = useLingui();
  const answers = useQueryClient();
  const change = async (locale: Locale) => {
    await speak(locale);
    const member = await api.patch("/api/account", { body: { locale } });
    answers.setQueryData<Session>(keys.session, (session) => session && { ...session, member });
  };
  return [i18n.locale as Locale, change];
}
