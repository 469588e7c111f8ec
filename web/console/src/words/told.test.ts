// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toldWords } from "./told";
import type { Words } from "./words";

const words: Words = {
  language: "ja",
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => key,
  campaign: (key) => key,
};

const folder = join(import.meta.dirname, "../../../../crates/engagement/src/check");
/** Every sentence that the checks can say, with something in the place of what is filled in. */
function sentences(): string[] {
  const sources = readdirSync(folder).map(
    (name) => readFileSync(join(folder, name), "utf8").split("#[cfg(test)]")[0] ?? "",
  );
  const texts = sources.flatMap((source) => source.match(/"(?:[^"\\]|\\[\s\S])*"/g) ?? []);
  return texts
    .map((text) =>
      text
        .slice(1, -1)
        .replace(/\\\n\s*/g, "")
        .replaceAll('\\"', '"'),
    )
    .filter((text) => text.split(" ").length >= 3 && !/^\{?path\}?|^use corner/.test(text))
    .map((text) => text.replace(/\{[^}"]*\}/g, "12"));
}

test("every sentence of the checks is known in Japanese", () => {
  const told = sentences();
  expect(told.length).toBeGreaterThan(60);
  const unknown = told.filter((sentence) => toldWords(words, sentence) === sentence);
  expect(unknown).toEqual([]);
});

test("a bound is told in the unit in which it is written", () => {
  expect(toldWords(words, "at most 30d")).toBe("30日間までにしてください");
  expect(toldWords(words, "at most 20")).toBe("20 までです");
  expect(toldWords(words, "from 1 to 1000")).toBe("1から1000までにしてください");
});

test("what is not known stands as it came", () => {
  expect(toldWords(words, "something quite new")).toBe("something quite new");
  expect(toldWords({ ...words, language: "en" }, "name the event")).toBe("Name the event");
});
