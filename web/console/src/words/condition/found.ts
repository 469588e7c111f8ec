// What an explanation found at a leaf, in words: 「いまは3,200円」. A line or failing leaf of the API tells path,
// operator and value; where the condition's JSON is at hand its own sentence is richer, else the line speaks for itself.

import { attributeName } from "../attributes";
import { valueWords } from "../values";
import { isRecord, type Json, say, type Words } from "../words";
import type { Clause } from "./clause";
import { type LeafClause, leafWords } from "./leaf";

/** A leaf as `ConditionLine` and `Leaf` of the API have it. */
export interface ExplainedLeaf {
  at: string;
  path: string;
  operator: string;
  expected: Json;
  found?: Json;
  negated: boolean;
}

/** The visitor's value beside the demand. */
export function foundWords(words: Words, leaf: Pick<ExplainedLeaf, "path" | "found">): string {
  const { path, found } = leaf;
  if (path.startsWith("$segment"))
    return heldWords(words, found, ["入っています", "入っていません"], ["is in it", "is not in it"]);
  if (path === "$sequence")
    return heldWords(words, found, ["ありました", "ありません"], ["it happened", "it did not happen"]);
  if (path.startsWith("$event")) {
    const value = typeof found === "number" ? found : 0;
    return say(words, { ja: `いまは${value}回`, en: `now ${value} ${value === 1 ? "time" : "times"}` });
  }
  if (found === undefined || found === null)
    return say(words, { ja: "いまは値がありません", en: "now not set" });
  const value = valueWords(words, found, attributeName(words, path).unit);
  return say(words, { ja: `いまは${value}`, en: `now ${value}` });
}

function heldWords(words: Words, found: Json, ja: [string, string], en: [string, string]): string {
  const index = found === true || (typeof found === "number" && found > 0) ? 0 : 1;
  return say(words, { ja: `いまは${ja[index]}`, en: `now ${en[index]}` });
}

/** The demand of an explained leaf by itself, where the condition's JSON is not at hand. */
export function lineWords(words: Words, leaf: ExplainedLeaf): string {
  return leafWords(words, { ...clauseOf(leaf), negated: leaf.negated } as LeafClause);
}

/** `$event Product Viewed within 7d`, `$segment repeaters`, `$sequence`, or the path of an attribute. */
function clauseOf({ path, operator, expected, at }: ExplainedLeaf): Clause {
  const test = { operator, operand: expected, at };
  const event = /^\$event (.+?)(?: within (\S+))?$/.exec(path);
  if (event) {
    const step = { name: event[1] ?? "", where: null };
    return { kind: "event", event: step, within: event[2] ?? null, count: [test], at, negated: false };
  }
  if (path.startsWith("$segment ")) return { kind: "segment", key: path.slice(9), at, negated: false };
  if (path === "$sequence" && isRecord(expected) && Array.isArray(expected.steps)) {
    const steps = expected.steps.filter(isRecord).map((step) => ({ name: String(step.name), where: null }));
    const span = (text: Json) => (typeof text === "string" ? text : null);
    return {
      kind: "sequence",
      steps,
      within: span(expected.within),
      since: span(expected.since),
      at,
      negated: false,
    };
  }
  if (path === "" || path.startsWith("$"))
    return { kind: "unknown", json: { [operator]: expected }, at, negated: false };
  return { kind: "attribute", path, tests: [test], at, negated: false };
}
