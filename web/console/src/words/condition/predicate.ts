// What is said of a value: 「が5,000円以上」, "is ¥5,000 or more". Each test knows how to say its opposite.

import type { Unit } from "../attributes";
import { valueWords } from "../values";
import { type Json, quoted, type Words } from "../words";
import { readTests, type Test } from "./clause";
import { among, element, holdsAll, size } from "./lists";
import { matching } from "./matching";
import { both, type Predicate, type Speaker, swap } from "./speaker";

/** All tests of an attribute as one predicate: 「が3,500円以上5,500円未満」. */
export function predicateOf(words: Words, tests: Test[], unit: Unit): Predicate {
  const said = tests.map((test) => one(words, test, unit));
  const [first, ...rest] = said;
  if (!first) return both(words, "はある", "is anything");
  if (rest.length === 0) return first;
  if (words.language === "en") {
    const yes = said.map((predicate) => predicate.yes).join(" and ");
    return { yes, no: `does not satisfy: ${yes}` };
  }
  const isRange = said.every((predicate) => /^が.*(以上|以下|未満|以降|まで|より前)$/.test(predicate.yes));
  const yes = isRange
    ? `が${said.map((predicate) => predicate.yes.slice(1)).join("")}`
    : said.map((predicate) => predicate.yes).join("、かつ");
  return { yes, no: isRange ? `${yes}ではない` : `${yes}、ではない` };
}

function one(words: Words, { operator, operand }: Test, unit: Unit): Predicate {
  const speaker = SPEAKERS[operator];
  if (speaker) return speaker(words, operand, unit);
  const json = `${operator} ${JSON.stringify(operand)}`;
  return both(
    words,
    `に「${json}」が当てはまる`,
    `satisfies ${json}`,
    `に「${json}」が当てはまらない`,
    `does not satisfy ${json}`,
  );
}

const equal: Speaker = (words, operand, unit) => {
  if (operand === null) return absent(words);
  const value = valueWords(words, operand, unit);
  return both(words, `が${value}`, `is ${value}`, `が${value}以外`);
};

const absent = (words: Words) => swap(present(words));

const present = (words: Words) => both(words, "がある", "is set", "がない", "is not set");

/** Whole things are counted: more than 0 is 1 or more. */
const WHOLE: Partial<Record<Unit, true>> = { items: true, times: true, pages: true };

const more: Speaker = (words, operand, unit) => {
  if (WHOLE[unit] && typeof operand === "number" && Number.isInteger(operand)) {
    return atLeast(words, operand + 1, unit);
  }
  const value = valueWords(words, operand, unit);
  if (isTime(unit)) return both(words, `が${value}より後`, `is after ${value}`);
  return both(words, `が${value}を超える`, `is more than ${value}`, `が${value}を超えない`);
};

const atLeast: Speaker = (words, operand, unit) => {
  const value = valueWords(words, operand, unit);
  if (isTime(unit)) return both(words, `が${value}以降`, `is ${value} or later`);
  return both(words, `が${value}以上`, `is ${value} or more`);
};

const less: Speaker = (words, operand, unit) => {
  const value = valueWords(words, operand, unit);
  if (isTime(unit)) return both(words, `が${value}より前`, `is before ${value}`);
  return both(words, `が${value}未満`, `is less than ${value}`);
};

const atMost: Speaker = (words, operand, unit) => {
  const value = valueWords(words, operand, unit);
  if (isTime(unit)) return both(words, `が${value}まで`, `is ${value} or earlier`);
  return both(words, `が${value}以下`, `is ${value} or less`);
};

function isTime(unit: Unit): boolean {
  return unit === "hour" || unit === "weekday" || unit === "moment";
}

const TYPES: Record<string, { ja: string; en: string }> = {
  string: { ja: "文字", en: "a text" },
  number: { ja: "数", en: "a number" },
  boolean: { ja: "はい・いいえ", en: "yes or no" },
  array: { ja: "一覧", en: "a list" },
  object: { ja: "まとまり", en: "an object" },
  null: { ja: "空", en: "empty" },
  undefined: { ja: "値なし", en: "not set" },
};

const typed: Speaker = (words, operand) => {
  const name = TYPES[String(operand)]?.[words.language] ?? String(operand);
  return both(words, `の種類が${name}`, `is ${name}`, `の種類が${name}以外`);
};

function version(ja: string, en: string): Speaker {
  return (words, operand) =>
    both(words, `のバージョンが${String(operand)}${ja}`, `is version ${String(operand)}${en}`);
}

function group(words: Words, operand: Json): Predicate {
  const name = quoted(words, String(operand));
  return both(words, `がグループ${name}にある`, `is in the group ${name}`, `がグループ${name}にない`);
}

const not: Speaker = (words, operand, unit) => swap(predicateOf(words, readTests(operand, ""), unit));

const opposite =
  (speaker: Speaker): Speaker =>
  (words, operand, unit) =>
    swap(speaker(words, operand, unit));

const exists: Speaker = (words, operand) => (operand ? present(words) : absent(words));

const SPEAKERS: Record<string, Speaker> = {
  $eq: equal,
  $ne: opposite(equal),
  $lt: less,
  $lte: atMost,
  $gt: more,
  $gte: atLeast,
  $in: among(false),
  $nin: opposite(among(false)),
  $ini: among(true),
  $nini: opposite(among(true)),
  $regex: matching(false),
  $regexi: matching(true),
  $exists: exists,
  $type: typed,
  $size: size,
  $all: holdsAll(false),
  $alli: holdsAll(true),
  $elemMatch: element,
  $not: not,
  $veq: version("", ""),
  $vne: opposite(version("", "")),
  $vgt: version("より新しい", " or newer, but not the same"),
  $vgte: version("以降", " or newer"),
  $vlt: version("より古い", " or older, but not the same"),
  $vlte: version("以前", " or older"),
  $inGroup: group,
  $notInGroup: opposite(group),
};

/** Every operator that is spoken; a test compares it with the language's own list. */
export const SPOKEN_OPERATORS = Object.keys(SPEAKERS);
