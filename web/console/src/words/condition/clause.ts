// A condition as a tree of clauses, each knowing its place (`at`) in the JSON as the API's explanations name it. Reading
// never fails: what is not understood becomes a clause that says so.

import { isRecord, type Json } from "../words";

/** One operator with its operand. */
export interface Test {
  operator: string;
  operand: Json;
  at: string;
}

interface Leaf {
  at: string;
  /** The opposite is meant. */
  negated: boolean;
}

export interface EventStep {
  name: string;
  where: Clause | null;
}

export type Clause =
  | { kind: "group"; at: string; join: "all" | "any" | "none" | "not_all"; clauses: Clause[] }
  | ({ kind: "attribute"; path: string; tests: Test[] } & Leaf)
  | ({ kind: "event"; event: EventStep; within: string | null; count: Test[] } & Leaf)
  | ({ kind: "sequence"; steps: EventStep[]; within: string | null; since: string | null } & Leaf)
  | ({ kind: "segment"; key: string } & Leaf)
  | ({ kind: "unknown"; json: Json } & Leaf);

/** Reads a condition. Everybody is a group "all" without clauses. */
export function readCondition(condition: Json, at = ""): Clause {
  if (!isRecord(condition)) return unknown(condition, at);
  const clauses = Object.entries(condition).map(([key, operand]) => demand(key, operand, below(at, key)));
  return clauses.length === 1 && clauses[0] ? clauses[0] : { kind: "group", at, join: "all", clauses };
}

/** Whether a condition asks nothing at all. */
export function isEverybody(clause: Clause): boolean {
  return clause.kind === "group" && clause.join === "all" && clause.clauses.length === 0;
}

/** The tests of a value: an object of operators, or anything else to be equal to. */
export function readTests(wanted: Json, at: string): Test[] {
  if (!hasOperators(wanted)) return [{ operator: "$eq", operand: wanted, at }];
  return Object.entries(wanted).map(([operator, operand]) => ({
    operator,
    operand,
    at: below(at, operator),
  }));
}

export function hasOperators(value: Json): value is Record<string, Json> {
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key.startsWith("$"));
}

function below(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function unknown(json: Json, at: string): Clause {
  return { kind: "unknown", json, at, negated: false };
}

function demand(key: string, operand: Json, at: string): Clause {
  switch (key) {
    case "$and":
      return branches("all", key, operand, at);
    case "$or":
      return branches("any", key, operand, at);
    case "$nor":
      return branches("none", key, operand, at);
    case "$not":
      return negate(readCondition(operand, at));
    case "$event":
      return event(operand, at) ?? unknown({ [key]: operand }, at);
    case "$sequence":
      return sequence(operand, at) ?? unknown({ [key]: operand }, at);
    case "$segment":
      return typeof operand === "string"
        ? { kind: "segment", key: operand, at, negated: false }
        : unknown({ [key]: operand }, at);
    default:
      return key.startsWith("$") ? unknown({ [key]: operand }, at) : attribute(key, operand, at);
  }
}

function branches(join: "all" | "any" | "none", key: string, operand: Json, at: string): Clause {
  if (!Array.isArray(operand)) return unknown({ [key]: operand }, at);
  const clauses = operand.map((branch, index) => readCondition(branch, `${at}[${index}]`));
  const [only] = clauses;
  if (!only || clauses.length > 1) return { kind: "group", at, join, clauses };
  return join === "none" ? negate(only) : only;
}

/** `{"visit.count": {"$not": {"$gte": 3}}}` is the negation of the leaf. */
function attribute(path: string, operand: Json, at: string): Clause {
  const tests = readTests(operand, at);
  const [only] = tests;
  if (tests.length === 1 && only?.operator === "$not") return negate(attribute(path, only.operand, only.at));
  return { kind: "attribute", path, tests, at, negated: false };
}

function negate(clause: Clause): Clause {
  if (clause.kind !== "group") return { ...clause, negated: !clause.negated };
  const opposite = { all: "not_all", not_all: "all", any: "none", none: "any" } as const;
  return { ...clause, join: opposite[clause.join] };
}

function event(operand: Json, at: string): Clause | null {
  const step = eventStep(operand, at);
  if (!step || !isRecord(operand)) return null;
  const count = readTests(operand.count ?? { $gte: 1 }, below(at, "count"));
  return { kind: "event", event: step, within: spanOf(operand.within), count, at, negated: false };
}

function sequence(operand: Json, at: string): Clause | null {
  if (!isRecord(operand) || !Array.isArray(operand.steps)) return null;
  const steps = operand.steps.map((step, index) => eventStep(step, `${at}.steps[${index}]`));
  if (steps.length === 0 || !steps.every((step) => step !== null)) return null;
  return {
    kind: "sequence",
    steps,
    within: spanOf(operand.within),
    since: spanOf(operand.since),
    at,
    negated: false,
  };
}

function eventStep(operand: Json, at: string): EventStep | null {
  if (!isRecord(operand) || typeof operand.name !== "string") return null;
  const where = operand.where === undefined ? null : readCondition(operand.where, below(at, "where"));
  return { name: operand.name, where: where && isEverybody(where) ? null : where };
}

function spanOf(text: Json): string | null {
  return typeof text === "string" ? text : null;
}
