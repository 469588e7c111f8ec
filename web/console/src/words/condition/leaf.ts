// One clause that is no group, as a sentence.

import { inLabels } from "../answers";
import { attributeName } from "../attributes";
import { eventName } from "../eventNames";
import { spanWords } from "../span";
import { type Json, quoted, say, type Words } from "../words";
import type { Clause, EventStep, Test } from "./clause";
import { oneLine } from "./oneLine";
import { predicateOf } from "./predicate";

export type LeafClause = Exclude<Clause, { kind: "group" }>;

/** 「カートの合計が5,000円以上」 · "The cart total is ¥5,000 or more" (without the capital). */
export function leafWords(words: Words, clause: LeafClause): string {
  switch (clause.kind) {
    case "attribute":
      return attributeWords(words, clause.path, clause.tests, clause.negated);
    case "event":
      return eventWords(words, clause);
    case "sequence":
      return sequenceWords(words, clause);
    case "segment":
      return segmentWords(words, clause.key, clause.negated);
    case "unknown":
      return unknownWords(words, clause.json);
  }
}

function attributeWords(words: Words, path: string, tests: Test[], negated: boolean): string {
  const { subject, unit } = attributeName(words, path);
  const asked = words.asked?.(path);
  const read = tests.map((test) => ({ ...test, operand: inLabels(asked, test.operand) }));
  const predicate = predicateOf(words, read, unit);
  const said = negated ? predicate.no : predicate.yes;
  return words.language === "ja" ? `${subject}${said}` : `${subject} ${said}`;
}

function segmentWords(words: Words, key: string, negated: boolean): string {
  const name = quoted(words, words.segment(key));
  return say(words, {
    ja: `セグメント${name}に${negated ? "入っていない" : "入っている"}`,
    en: `the visitor is ${negated ? "not in" : "in"} the segment ${name}`,
  });
}

function unknownWords(words: Words, json: Json): string {
  const text = JSON.stringify(json);
  return say(words, {
    ja: `理解できない条件（決して当てはまりません）: ${text}`,
    en: `a condition that is not understood (it never holds): ${text}`,
  });
}

function eventWords(words: Words, clause: Extract<Clause, { kind: "event" }>): string {
  const event = stepWords(words, clause.event);
  const { yes, no } = countWords(words, clause.count);
  const count = clause.negated ? no : yes;
  const span = clause.within === null ? null : spanWords(words, clause.within);
  if (words.language === "ja") return `${span === null ? "これまで" : `過去${span}`}に${event}${count}`;
  return `${event} ${count}${span === null ? "" : ` in the last ${span}`}`;
}

/** Never, ever, or so many times. */
function countWords(words: Words, count: Test[]): { yes: string; no: string } {
  const ever = say(words, { ja: "がある", en: "happened" });
  const never = say(words, { ja: "がない", en: "did not happen" });
  const [only] = count;
  if (only && count.length === 1) {
    const asked = `${only.operator} ${String(only.operand)}`;
    if (["$gte 1", "$gt 0", "$ne 0"].includes(asked)) return { yes: ever, no: never };
    if (["$eq 0", "$lt 1", "$lte 0"].includes(asked)) return { yes: never, no: ever };
  }
  if (words.language === "ja") return predicateOf(words, count, "times");
  const plain = predicateOf(words, count, "number");
  const times = (text: string) =>
    text.replace(/^is (not )?/, (_, not) => (not ? "did not happen " : "happened "));
  const unit = only && count.length === 1 && only.operand === 1 ? "time" : "times";
  return { yes: withTimes(times(plain.yes), unit), no: withTimes(times(plain.no), unit) };
}

/** "happened 3 or more" → "happened 3 or more times". */
function withTimes(text: string, unit: string): string {
  return `${text.replaceAll(" and is ", " and ")} ${unit}`;
}

function stepWords(words: Words, { name, where }: EventStep): string {
  const event = eventName(words, name);
  if (!where) return event;
  const inner = oneLine(words, where);
  return words.language === "ja" ? `${event}（${inner}）` : `${event} (${inner})`;
}

function sequenceWords(words: Words, clause: Extract<Clause, { kind: "sequence" }>): string {
  const steps = clause.steps.map((step) => stepWords(words, step)).join(" → ");
  const within = clause.within === null ? null : spanWords(words, clause.within);
  const since = clause.since === null ? null : spanWords(words, clause.since);
  if (words.language === "ja") {
    const when = since === null ? "これまでに" : `過去${since}に`;
    return `${when}${steps}の順${within === null ? "" : `（${within}以内）`}が${clause.negated ? "ない" : "ある"}`;
  }
  const happened = clause.negated ? "did not happen" : "happened";
  const span = `${within === null ? "" : ` within ${within}`}${since === null ? "" : `, in the last ${since}`}`;
  return `${steps} ${happened} in this order${span}`;
}
