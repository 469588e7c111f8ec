/** The console's words in its languages, by what stands in its source: `words("ja")("Sign in")` is 「ログイン」. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Language = "ja" | "en";
export type Words = (source: string, values?: Record<string, string | number>) => string;

const SOURCES = fileURLToPath(new URL("../../console/src/", import.meta.url));
const catalogues = new Map<Language, Map<string, string>>();

/** Unknown words are an error: the test or the console has changed its mind. */
export function words(language: Language): Words {
  return (source, values = {}) => {
    const found = language === "en" ? source : catalogue(language).get(source);
    if (!found) throw new Error(`the console does not say “${source}” in ${language}`);
    return found.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  };
}

function catalogue(language: Language): Map<string, string> {
  let known = catalogues.get(language);
  if (!known) {
    const paths = readdirSync(SOURCES, { recursive: true, encoding: "utf8" });
    const files = paths.filter((path) => path.endsWith(`locales/${language}.po`));
    known = new Map(files.flatMap((path) => entries(readFileSync(join(SOURCES, path), "utf8"))));
    catalogues.set(language, known);
  }
  return known;
}

/** Each message and its translation. Long ones stand in several quoted lines. */
function entries(po: string): [string, string][] {
  const blocks = po.split(/\n\n+/);
  return blocks.flatMap((block): [string, string][] => {
    const [id, text] = [field(block, "msgid"), field(block, "msgstr")];
    return id && text ? [[id, text]] : [];
  });
}

function field(block: string, name: string): string {
  const quoted = new RegExp(`^${name} ((?:"(?:[^"\\\\]|\\\\.)*"\\n?)+)`, "m").exec(block)?.[1] ?? "";
  const lines = quoted.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as string).join("");
}
