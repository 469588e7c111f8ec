// Conditions in words. `conditionLine` for one line, `conditionTree` for a nested list (see `ConditionText`).

import type { Unit } from "../attributes";
import { say, type Words } from "../words";
import { type Clause, isEverybody, readCondition } from "./clause";
import { type LeafClause, leafWords } from "./leaf";
import { oneLine, sentenceCase } from "./oneLine";
import { predicateOf } from "./predicate";

export type { Clause } from "./clause";
export { readCondition } from "./clause";
export { foundWords, lineWords } from "./found";
export { sentenceCase } from "./oneLine";

/** A sentence, or a heading with the sentences under it. */
export interface Sentence {
  /** The place in the JSON, as explanations name it. */
  at: string;
  text: string;
  children: Sentence[];
  /** Set on leaves. */
  clause: LeafClause | null;
}

/** A condition (JSON) in one line: 「カートの点数が1点以上、かつ会員ランクが「gold」」. */
export function conditionLine(words: Words, condition: unknown): string {
  return sentenceCase(words, oneLine(words, readCondition(condition ?? {})));
}

/** One test of a value by itself: 「が「gold」以外」, "is not “gold”". */
export function predicateWords(
  words: Words,
  { operator, operand, negated }: { operator: string; operand: unknown; negated: boolean },
  unit: Unit,
): string {
  const { yes, no } = predicateOf(words, [{ operator, operand, at: "" }], unit);
  return negated ? no : yes;
}

/** A condition (JSON) as nested sentences. */
export function conditionTree(words: Words, condition: unknown): Sentence {
  return sentence(words, readCondition(condition ?? {}));
}

function sentence(words: Words, clause: Clause): Sentence {
  if (clause.kind !== "group") {
    return { at: clause.at, text: sentenceCase(words, leafWords(words, clause)), children: [], clause };
  }
  const children = clause.clauses.map((inner) => sentence(words, inner));
  const text = isEverybody(clause)
    ? say(words, { ja: "すべての来訪者", en: "Every visitor" })
    : say(words, HEADINGS[clause.join]);
  return { at: clause.at, text, children, clause: null };
}

const HEADINGS = {
  all: { ja: "次のすべてに当てはまる", en: "All of these hold" },
  any: { ja: "次のどれかに当てはまる", en: "Any of these holds" },
  none: { ja: "次のどれにも当てはまらない", en: "None of these holds" },
  not_all: { ja: "次のすべてには当てはまらない", en: "Not all of these hold" },
};
