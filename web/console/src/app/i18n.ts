// Languages: which one, and the catalogues that come with each part. English stands in the source; Japanese is what
// a shop sees unless its member or browser wishes otherwise. A part's catalogue is loaded together with its chunk.

import { i18n, type Messages } from "@lingui/core";

export const locales = ["ja", "en"] as const;
export type Locale = (typeof locales)[number];

const stored = "kizukai-locale";

type Catalogue = () => Promise<{ messages: Messages }>;
const shell = import.meta.glob<{ messages: Messages }>("./locales/*.po");
const features = import.meta.glob<{ messages: Messages }>("../features/*/locales/*.po");

const fileOf = (part: string, locale: Locale): Catalogue | undefined =>
  part === "app" ? shell[`./locales/${locale}.po`] : features[`../features/${part}/locales/${locale}.po`];

/** Parts that have been asked for: a change of language loads all of them again. */
const parts = new Set<string>();

async function load(part: string, locale: Locale): Promise<void> {
  const catalogue = fileOf(part, locale);
  if (!catalogue) throw new Error(`no catalogue ${locale} for ${part}`);
  const { messages } = await catalogue();
  i18n.load(locale, messages);
}

const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);

/** The member's choice, this browser's last one, then what the browser asks for first; Japanese otherwise. */
export function wishedLocale(chosen: Locale | null = null): Locale {
  if (chosen) return chosen;
  const last = localStorage.getItem(stored);
  if (isLocale(last)) return last;
  const first = navigator.languages[0]?.slice(0, 2);
  return first === "en" ? "en" : "ja";
}

export async function loadWords(part: string): Promise<void> {
  if (parts.has(part)) return;
  parts.add(part);
  try {
    const locale = i18n.locale as Locale;
    await load(part, locale);
    // Somebody may have changed the language meanwhile.
    if (i18n.locale !== locale) await load(part, i18n.locale as Locale);
  } catch (reason) {
    parts.delete(part);
    throw reason;
  }
}

export async function speak(locale: Locale): Promise<void> {
  parts.add("app");
  await Promise.all([...parts].map((part) => load(part, locale)));
  localStorage.setItem(stored, locale);
  document.documentElement.lang = locale;
  i18n.activate(locale);
}
