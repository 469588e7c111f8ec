// What is asked of lists: to be among them, to contain, to have an entry, to have a size.

import type { Unit } from "../attributes";
import { listWords, valueWords } from "../values";
import { type Json, quoted, type Words } from "../words";
import { hasOperators, readCondition, readTests } from "./clause";
import { oneLine } from "./oneLine";
import { predicateOf } from "./predicate";
import { both, NO_CASE, type Speaker } from "./speaker";

export function among(fold: boolean): Speaker {
  return (words, operand, unit) => {
    const list = Array.isArray(operand) ? listWords(words, operand, unit) : JSON.stringify(operand);
    const note = fold ? NO_CASE[words.language] : "";
    if (Array.isArray(operand) && operand.length === 1) {
      return both(words, `が${list}${note}`, `is ${list}${note}`, `が${list}以外${note}`);
    }
    const not = `が${list}のどれでもない${note}`;
    return both(
      words,
      `が${list}のどれか${note}`,
      `is one of ${list}${note}`,
      not,
      `is none of ${list}${note}`,
    );
  };
}

export function holdsAll(fold: boolean): Speaker {
  return (words, operand, unit) => {
    const entries = Array.isArray(operand) ? operand : [operand];
    const note = fold ? NO_CASE[words.language] : "";
    const list = entries
      .map((entry) => entryWords(words, entry, unit))
      .join(words.language === "ja" ? "と" : " and ");
    return both(
      words,
      `に${list}がすべて含まれる${note}`,
      `contains all of ${list}${note}`,
      `に${list}のすべては含まれない${note}`,
      `does not contain all of ${list}${note}`,
    );
  };
}

/** What is asked of an entry: a value, or tests on it. */
function entryWords(words: Words, wanted: Json, unit: Unit): string {
  if (!hasOperators(wanted)) return valueWords(words, wanted, unit);
  const { yes } = predicateOf(words, readTests(wanted, ""), unit);
  return words.language === "ja" ? `「${yes.replace(/^が/, "")}」もの` : `(one that ${yes})`;
}

export const element: Speaker = (words, operand, unit) => {
  const inner =
    hasOperators(operand) && !CONDITION_KEYS.some((key) => key in operand)
      ? predicateOf(words, readTests(operand, ""), unit).yes.replace(/^が/, "")
      : oneLine(words, readCondition(operand));
  return both(
    words,
    `に${quoted(words, inner)}ものがある`,
    `has an entry for which ${inner}`,
    `に${quoted(words, inner)}ものがない`,
    `has no entry for which ${inner}`,
  );
};

const CONDITION_KEYS = ["$and", "$or", "$nor"];

export const size: Speaker = (words, operand) => {
  const inner = predicateOf(words, readTests(operand, ""), "number");
  if (words.language === "ja") return { yes: `の数${inner.yes}`, no: `の数${inner.no}` };
  return { yes: `has a length that ${inner.yes}`, no: `has a length that ${inner.no}` };
};
