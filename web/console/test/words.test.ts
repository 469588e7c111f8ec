// @vitest-environment node
// Every sentence of the console exists in every language: what the source says now is compared with the catalogues.

import { join } from "node:path";
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { beforeAll, describe, expect, test } from "vitest";

const config = getConfig({ cwd: join(import.meta.dirname, "..") });

interface Said {
  catalogue: string;
  messages: Record<string, { message?: string; context?: string }>;
  translations: Record<string, Record<string, { translation?: string }> | undefined>;
}

const said: Said[] = [];
const slow_ms = 60_000;

beforeAll(async () => {
  for (const catalog of await getCatalogs(config)) {
    const messages = await catalog.collect();
    if (!messages) throw new Error(`the source of ${catalog.path} cannot be read`);
    const translations: Said["translations"] = {};
    for (const locale of config.locales) translations[locale] = (await catalog.read(locale)) ?? undefined;
    said.push({ catalogue: catalog.path.replace(/.*\/src\//, ""), messages, translations });
  }
}, slow_ms);

describe.each(["ja", "en"])("in %s", (locale) => {
  test("no message lacks its translation", () => {
    const missing = said.flatMap(({ catalogue, messages, translations }) =>
      Object.entries(messages)
        .filter(([id]) => !translations[locale]?.[id]?.translation)
        .map(([id, { message }]) => `${catalogue}: ${message ?? id}`),
    );
    expect(missing).toEqual([]);
  });

  test("no catalogue keeps what nobody says any more", () => {
    const old = said.flatMap(({ catalogue, messages, translations }) =>
      Object.keys(translations[locale] ?? {})
        .filter((id) => !(id in messages))
        .map((id) => `${catalogue}: ${id}`),
    );
    expect(old).toEqual([]);
  });

  // Catalogues are loaded one over the other: the last one read would decide.
  test("the same message says the same in every catalogue", () => {
    const first = new Map<string, string>();
    const differing = said.flatMap(({ catalogue, messages, translations }) =>
      Object.entries(messages).flatMap(([id, { message }]) => {
        const translation = translations[locale]?.[id]?.translation;
        if (!translation) return [];
        const known = first.get(id);
        if (known === undefined) first.set(id, translation);
        return known !== undefined && known !== translation
          ? [`${catalogue}: ${message}: ${translation}, elsewhere ${known}`]
          : [];
      }),
    );
    expect(differing).toEqual([]);
  });
});

test("the same placeholders stand in both languages", () => {
  // A branch of a plural stands in braces too: `one {once}`.
  const shape = /(?<!\b(?:one|other) )\{\w+(?=[,}])|<\d+/g;
  const placeholders = (text: string) => [...new Set(text.match(shape) ?? [])].sort();
  const differing = said.flatMap(({ catalogue, messages, translations }) =>
    Object.entries(messages).flatMap(([id, { message }]) => {
      const translation = translations.ja?.[id]?.translation;
      if (!translation || !message) return [];
      const [here, there] = [placeholders(message), placeholders(translation)];
      return here.join() === there.join() ? [] : [`${catalogue}: ${message}: ${translation}`];
    }),
  );
  expect(differing).toEqual([]);
});
