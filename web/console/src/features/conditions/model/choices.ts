// The tests that can be chosen, each a way to read and write one operator: `$regex` alone is five of them. A test that
// none of them reads has no form; it is shown in words and stays as it is.

import { shapeOf } from "../../../words/pattern";
import type { ValueKind } from "./kinds";
import { hasOperators, isObject, type Json, type Test } from "./tree";

/** What a value is filled into. */
export type Form = "none" | "value" | "list" | "number" | "pattern" | "type" | "version" | "group";

interface Choice {
  form: Form;
  /** The value to fill in; undefined where this is another test. */
  read: (test: Test) => Json | undefined;
  write: (value: Json) => Test;
}

const test = (operator: string, operand: Json, negated = false): Test => ({ operator, operand, negated });
const isScalar = (value: Json) => ["string", "number", "boolean"].includes(typeof value);
const isTextOrNumber = (value: Json) => typeof value === "string" || typeof value === "number";
const isScalarList = (value: Json) => Array.isArray(value) && value.every(isScalar);

/** One operator, as it stands. */
function plain(operator: string, form: Form, fits: (operand: Json) => boolean): Choice {
  return {
    form,
    read: (one) => (one.operator === operator && !one.negated && fits(one.operand) ? one.operand : undefined),
    write: (value) => test(operator, value),
  };
}

/** One of several ways to say the same, written in the first of them. */
function fixed(...ways: [operator: string, operand: Json][]): Choice {
  const [first = ["$exists", true]] = ways;
  const is = (one: Test) =>
    !one.negated && ways.some(([operator, operand]) => one.operator === operator && one.operand === operand);
  return { form: "none", read: (one) => (is(one) ? true : undefined), write: () => test(...first) };
}

type Shape = "starts" | "ends" | "contains";

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const PATTERNS: Record<Shape, (text: string) => string> = {
  starts: (text) => `^${escaped(text)}`,
  ends: (text) => `${escaped(text)}$`,
  contains: escaped,
};

function shaped(shape: Shape, fold: boolean, negated: boolean): Choice {
  const operator = fold ? "$regexi" : "$regex";
  const pattern = PATTERNS[shape];
  return {
    form: "value",
    read: (one) => {
      if (one.operator !== operator || one.negated !== negated || typeof one.operand !== "string") return;
      const found = shapeOf(one.operand);
      const text = found.kind === shape ? found.text : undefined;
      // Only what is written the very same way; `^/cart.*` stays a pattern.
      return text !== undefined && pattern(text) === one.operand ? text : undefined;
    },
    write: (value) => test(operator, value === undefined ? undefined : pattern(String(value)), negated),
  };
}

function matches(fold: boolean, negated: boolean): Choice {
  const operator = fold ? "$regexi" : "$regex";
  const fits = (one: Test) =>
    one.operator === operator && one.negated === negated && typeof one.operand === "string";
  return {
    form: "pattern",
    read: (one) => (fits(one) ? one.operand : undefined),
    write: (value) => test(operator, value, negated),
  };
}

/** How many entries a list has. */
function sized(comparison: string): Choice {
  const sizeOf = (operand: Json): Json => {
    if (comparison === "$eq" && typeof operand === "number") return operand;
    if (!hasOperators(operand)) return undefined;
    const [only, ...more] = Object.entries(operand);
    return only?.[0] === comparison && more.length === 0 && typeof only[1] === "number" ? only[1] : undefined;
  };
  return {
    form: "number",
    read: (one) => (one.operator === "$size" && !one.negated ? sizeOf(one.operand) : undefined),
    write: (value) =>
      test("$size", value === undefined || comparison === "$eq" ? value : { [comparison]: value }),
  };
}

export const CHOICES = {
  never: fixed(["$eq", 0], ["$lte", 0], ["$lt", 1]),
  missing: fixed(["$exists", false], ["$eq", null]),
  exists: fixed(["$exists", true], ["$ne", null]),
  is: plain("$eq", "value", isScalar),
  is_not: plain("$ne", "value", isScalar),
  gte: plain("$gte", "value", isTextOrNumber),
  gt: plain("$gt", "value", isTextOrNumber),
  lte: plain("$lte", "value", isTextOrNumber),
  lt: plain("$lt", "value", isTextOrNumber),
  one_of: plain("$in", "list", isScalarList),
  none_of: plain("$nin", "list", isScalarList),
  one_of_fold: plain("$ini", "list", isScalarList),
  none_of_fold: plain("$nini", "list", isScalarList),
  all: plain("$all", "list", isScalarList),
  all_fold: plain("$alli", "list", isScalarList),
  contains: shaped("contains", false, false),
  not_contains: shaped("contains", false, true),
  starts: shaped("starts", false, false),
  not_starts: shaped("starts", false, true),
  ends: shaped("ends", false, false),
  not_ends: shaped("ends", false, true),
  contains_fold: shaped("contains", true, false),
  not_contains_fold: shaped("contains", true, true),
  starts_fold: shaped("starts", true, false),
  ends_fold: shaped("ends", true, false),
  matches: matches(false, false),
  not_matches: matches(false, true),
  matches_fold: matches(true, false),
  not_matches_fold: matches(true, true),
  size_is: sized("$eq"),
  size_gte: sized("$gte"),
  size_lte: sized("$lte"),
  size_gt: sized("$gt"),
  size_lt: sized("$lt"),
  version_is: plain("$veq", "version", isTextOrNumber),
  version_is_not: plain("$vne", "version", isTextOrNumber),
  version_gte: plain("$vgte", "version", isTextOrNumber),
  version_gt: plain("$vgt", "version", isTextOrNumber),
  version_lte: plain("$vlte", "version", isTextOrNumber),
  version_lt: plain("$vlt", "version", isTextOrNumber),
  type: plain("$type", "type", (operand) => typeof operand === "string"),
  in_group: plain("$inGroup", "group", (operand) => typeof operand === "string"),
  not_in_group: plain("$notInGroup", "group", (operand) => typeof operand === "string"),
} as const satisfies Record<string, Choice>;

export type ChoiceKey = keyof typeof CHOICES;

const REST = Object.keys(CHOICES).filter((key) => key !== "never") as ChoiceKey[];

export const formOf = (key: ChoiceKey): Form => CHOICES[key].form;
export const writeChoice = (key: ChoiceKey, value: Json): Test => ({
  ...CHOICES[key].write(value),
  wish: key,
});

export interface Chosen {
  key: ChoiceKey;
  value: Json;
}

const COUNT_KEYS: ChoiceKey[] = ["never", "gte", "lte", "is", "gt", "lt", "is_not"];

/**
 * The choice that a test is; null where it has no form. `never` is for counts alone: elsewhere 0 is a number like others.
 */
export function chosen(one: Test, isCount = false): Chosen | null {
  const wish = one.wish as ChoiceKey | undefined;
  if (wish !== undefined && one.operand === undefined) return { key: wish, value: undefined };
  const keys = isCount ? COUNT_KEYS : REST;
  for (const key of wish === undefined ? keys : [wish, ...keys]) {
    const value = CHOICES[key].read(one);
    if (value !== undefined) return { key, value };
  }
  return null;
}

/** The value that goes over when another test is chosen. */
export function carried(value: Json, to: ChoiceKey): Json {
  const form = formOf(to);
  if (form === "list") return Array.isArray(value) ? value : isScalar(value) ? [value] : undefined;
  const one = Array.isArray(value) ? value[0] : value;
  if (form === "none" || one === undefined || isObject(one) || one === true) return undefined;
  if (form === "number") return typeof one === "number" ? one : undefined;
  if (form === "type") return undefined;
  return form === "value" ? one : String(one);
}

export type Offer = { first: ChoiceKey[]; more: ChoiceKey[] };

const TEXT: ChoiceKey[] = ["is", "is_not", "one_of", "none_of", "contains", "not_contains", "starts", "ends"];
const SET: ChoiceKey[] = ["exists", "missing"];
const ORDER: ChoiceKey[] = ["gte", "lte", "gt", "lt"];

const FIRST: Record<ValueKind, ChoiceKey[]> = {
  text: [...TEXT, ...SET],
  number: [...ORDER, "is", "is_not", ...SET],
  boolean: ["is", ...SET],
  list: ["one_of", "none_of", "all", "size_gte", "size_lte", "size_is", ...SET],
  moment: ["gte", "lt", ...SET],
  hour: ["gte", "lt", "is"],
  weekday: ["one_of", "none_of"],
  any: [...TEXT, ...ORDER, ...SET],
};

export function offered(kind: ValueKind): Offer {
  const first = FIRST[kind];
  return { first, more: REST.filter((key) => !first.includes(key)) };
}

export const offeredForCounts: Offer = {
  first: ["gte", "lte", "is", "never"],
  more: ["gt", "lt", "is_not"],
};

/** The test a new row begins with. */
export const firstTest = (kind: ValueKind): Test =>
  writeChoice(FIRST[kind][0] ?? "is", kind === "boolean" ? true : undefined);
