// What kind of value an attribute has, and what it is made of: from the language's own names, what the shop's data shows,
// and what the condition asks.

import type { Asked } from "../../../words/answers";
import { attributeName, type Unit } from "../../../words/attributes";
import type { Words } from "../../../words/words";
import type { Scope, Test } from "./tree";
import { knownValue, type Vocabulary } from "./vocabulary";

/** Decides which tests are offered first, and what their values are filled into. */
export type ValueKind = "text" | "number" | "boolean" | "list" | "moment" | "hour" | "weekday" | "any";

/** An attribute as a row needs it. */
export interface Subject {
  kind: ValueKind;
  unit: Unit;
  /** The question, where it is an answer. */
  asked?: Asked;
  /** Values that the shop's data has, the most frequent first. */
  values: readonly unknown[];
}

const BY_UNIT: Partial<Record<Unit, ValueKind>> = {
  money: "number",
  number: "number",
  items: "number",
  times: "number",
  pages: "number",
  seconds: "number",
  percent: "number",
  hour: "hour",
  weekday: "weekday",
  moment: "moment",
  segment: "list",
};

const BY_TYPE: Record<string, ValueKind> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  list: "list",
  object: "any",
};

/** Roots whose values are texts where nothing else is known. */
const TEXTS = /^(page|visit|device|answers)\./;

export interface Place {
  scope: Scope;
  /** The event whose properties are asked for. */
  event: string | null;
}

export function subjectOf(words: Words, vocabulary: Vocabulary, path: string | null, place: Place): Subject {
  if (path === null) return { kind: "any", unit: "text", values: [] };
  const { unit } = attributeName(words, path);
  const asked = words.asked?.(path);
  const known = knownValue(vocabulary, path, place.event);
  const kind = (known && BY_TYPE[known.type]) ?? BY_UNIT[unit] ?? nameKind(path);
  const fits = kind === "number" || BY_UNIT[unit] === undefined || BY_UNIT[unit] === kind;
  return {
    kind,
    unit: fits ? unit : "text",
    values: known?.values ?? [],
    ...(asked ? { asked } : {}),
  };
}

function nameKind(path: string): ValueKind {
  if (path === "cart.items" || path === "segments") return "list";
  return TEXTS.test(path) ? "text" : "any";
}

/** Where nothing is known of an attribute, what is asked of it says the most. */
export function kindFor(kind: ValueKind, tests: readonly Test[]): ValueKind {
  if (kind !== "any") return kind;
  const value = tests.map(({ operand }) => (Array.isArray(operand) ? operand[0] : operand)).find(isTold);
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "string" ? "text" : "any";
}

const isTold = (value: unknown) => value !== undefined && value !== null;
