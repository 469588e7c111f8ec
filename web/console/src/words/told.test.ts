// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainWords } from "./plain";
import { toldWords } from "./told";

const words = plainWords("ja");

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

test.each([
  ["between 2 and 10 ways", "進む先は 2 つから 10 つまでです"],
  ["a number of 0 or more", "0 以上の数字にしてください"],
  ["no way has weight: nobody could go on", "どの進む先の割合も 0 なので、だれも進めません"],
  ["name at least one trait", "書き込む属性を一つ以上選んでください"],
  ["at most 20 traits", "書き込む属性は 20 個までです"],
  ["`` is no name of a trait", "属性の名前を入れてください"],
  ["`a.b` is no name of a trait", "「a.b」は属性の名前にできません。点を使わず、$ で始めずに書いてください"],
  ["a text, a number, true, false or null", "値は、文字、数字、はい・いいえ、「消す」のどれかにしてください"],
  [
    "say one of `for`, `until` and `on`",
    "待ちかたを一つだけ決めてください（長さ、時刻、起きること・次の訪問のどれか）",
  ],
  [
    "`soon` is neither a time such as 09:00 nor a date such as 2026-12-24T10:00",
    "「soon」は時刻として読めません。09:00 か 2026-12-24T10:00 のように書いてください",
  ],
  [
    "`` is neither a time such as 09:00 nor a date such as 2026-12-24T10:00",
    "いつまで待つかを入れてください",
  ],
  ["name the event", "出来事を選んでください"],
  ["`name` and `where` belong to `on: event`", "出来事とその条件は、何かが起きるまで待つときだけ書けます"],
  [
    "`else` belongs to `on`: only what is waited for can fail to come",
    "「来ないまま」の進む先は、起きること・次の訪問を待つときだけ決められます",
  ],
  ["longer than nothing, at most 90d", "0 より長く、90日間までにしてください"],
])("of a step that says nothing: %s", (sentence, expected) => {
  expect(toldWords(words, sentence)).toBe(expected);
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
