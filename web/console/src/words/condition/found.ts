// What an explanation found at a leaf, in words: 「いまは3,200円」. A line or failing leaf of the API tells path,
// operator and value; where the condition's JSON is at hand its own sentence is richer, else the line speaks for itself.

import { inLabels } from "../answers";
import { attributeName } from "../attributes";
import { valueWords } from "../values";
import { type Json, say, type Words } from "../words";
import { type Clause, readCondition } from "./clause";
import { type LeafClause, leafWords } from "./leaf";
import { sentenceCase } from "./oneLine";

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
  const read = inLabels(words.asked?.(path), found);
  const value = valueWords(words, read, attributeName(words, path).unit);
  return say(words, { ja: `いまは${value}`, en: `now ${value}` });
}

function heldWords(words: Words, found: Json, ja: [string, string], en: [string, string]): string {
  const index = found === true || (typeof found === "number" && found > 0) ? 0 : 1;
  return say(words, { ja: `いまは${ja[index]}`, en: `now ${en[index]}` });
}

/**
 * The demand of an explained leaf. An event's `where` stands only in the condition (JSON) it comes from: hand that in
 * where it is at hand.
 */
export function lineWords(words: Words, leaf: ExplainedLeaf, condition?: Json): string {
  const clause = clauseOf(leaf);
  const source = clause.kind === "event" ? eventAt(readCondition(condition ?? {}), leaf.at) : null;
  const whole =
    source && clause.kind === "event" ? { ...clause, event: source.event, within: source.within } : clause;
  return sentenceCase(words, leafWords(words, { ...whole, negated: leaf.negated } as LeafClause));
}

/** The event clause that a place in the JSON lies in. */
function eventAt(clause: Clause, at: string): Extract<Clause, { kind: "event" }> | null {
  if (clause.kind === "event") return at === clause.at || at.startsWith(`${clause.at}.`) ? clause : null;
  if (clause.kind !== "group") return null;
  for (const inner of clause.clauses) {
    const found = eventAt(inner, at);
    if (found) return found;
  }
  return null;
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
  if (path === "$sequence") return readCondition({ $sequence: expected });
  if (path === "" || path.startsWith("$"))
    return { kind: "unknown", json: { [operator]: expected }, at, negated: false };
  return { kind: "attribute", path, tests: [test], at, negated: false };
}
