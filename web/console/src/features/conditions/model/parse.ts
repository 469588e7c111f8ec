// From JSON to the tree. Never fails: what has no form becomes a written piece, which is written again as it was.

import { isSpan } from "./span";
import {
  type Attribute,
  type Counted,
  type Entry,
  type Group,
  group,
  hasOperators,
  isObject,
  type Join,
  type Json,
  type JsonObject,
  newId,
  type Piece,
  type Sequence,
  type Step,
  type Test,
  type Written,
} from "./tree";

const LISTS: Record<string, Join> = { $and: "all", $or: "any", $nor: "none" };
/** Inside `$elemMatch` these stand for a condition over the entry's fields. */
const CONDITION_KEYS = ["$and", "$or", "$nor", "$event", "$sequence", "$segment"];

/** Reads a condition; the root is always a group. */
export function parse(condition: Json): Group {
  const piece = condition === undefined ? group() : branch(condition);
  return piece.kind === "group" ? piece : group("all", [piece]);
}

/** A condition that stands by itself: the root, or an entry of a list. */
function branch(condition: Json): Piece {
  if (!isObject(condition)) return written(null, condition);
  const pieces = piecesOf(condition);
  return pieces.length === 1 && pieces[0] ? pieces[0] : group("all", pieces);
}

const piecesOf = (condition: JsonObject): Piece[] =>
  Object.entries(condition).map(([key, operand]) => demand(key, operand));

function demand(key: string, operand: Json): Piece {
  switch (key) {
    case "$and":
    case "$or":
    case "$nor":
      if (!Array.isArray(operand)) return written(key, operand);
      return { ...group(LISTS[key], operand.map(branch)), spelling: "list" };
    case "$not":
      return isObject(operand) ? negation(operand) : written(key, operand);
    case "$event":
      return event(operand) ?? written(key, operand);
    case "$sequence":
      return sequence(operand) ?? written(key, operand);
    case "$segment":
      if (!isName(operand)) return written(key, operand);
      return { kind: "segment", id: newId(), key: operand, negated: false };
    default:
      return key.startsWith("$") && !isObject(operand)
        ? written(key, operand)
        : (entry(key, operand) ?? attribute(key, operand));
  }
}

const written = (key: string | null, json: Json): Written => ({ kind: "written", id: newId(), key, json });

/** A row that can say its own opposite says it; everything else is a group that must not hold. */
function negation(operand: JsonObject): Piece {
  const pieces = piecesOf(operand);
  const [only] = pieces;
  if (only && pieces.length === 1) {
    if ((only.kind === "segment" || only.kind === "sequence") && !only.negated)
      return { ...only, negated: true };
    return { ...group("none", pieces), spelling: "not" };
  }
  return { ...group("not_all", pieces), spelling: "not" };
}

function attribute(path: string | null, operand: Json): Attribute {
  const bare = !hasOperators(operand);
  return { kind: "attribute", id: newId(), path, tests: readTests(operand), bare };
}

/** The tests of a value: an object of operators, or anything else to be equal to. */
export function readTests(wanted: Json): Test[] {
  if (!hasOperators(wanted)) return [{ operator: "$eq", operand: wanted, negated: false }];
  return Object.entries(wanted).map(([operator, operand]) => {
    const inner = operator === "$not" && hasOperators(operand) ? Object.entries(operand) : [];
    const [only] = inner;
    if (!only || inner.length > 1 || only[0] === "$not") return { operator, operand, negated: false };
    return { operator: only[0], operand: only[1], negated: true };
  });
}

/** `{"cart.items": {"$elemMatch": {…}}}`, also negated. */
function entry(path: string, operand: Json): Entry | null {
  if (!hasOperators(operand)) return null;
  const [test, ...more] = readTests(operand);
  if (!test || more.length > 0 || test.operator !== "$elemMatch") return null;
  const inner = entryDemands(test.operand);
  return inner && { kind: "entry", id: newId(), path, inner, negated: test.negated };
}

function entryDemands(operand: Json): Group | null {
  if (!isObject(operand) || Object.keys(operand).length === 0) return null;
  if (!hasOperators(operand)) return parse(operand);
  const keys = Object.keys(operand);
  const conditions = keys.filter((key) => CONDITION_KEYS.includes(key));
  if (conditions.length === 0) return group("all", [attribute(null, operand)]);
  return conditions.length === keys.length ? parse(operand) : null;
}

/** Without a name a row would count as not filled in, and not be written. */
const isName = (value: Json): value is string => typeof value === "string" && value !== "";
const knows = (fields: JsonObject, names: string[]) =>
  Object.keys(fields).every((name) => names.includes(name));
const isAbsentOr = (value: Json, is: (value: Json) => boolean) => value === undefined || is(value);

function event(operand: Json): Counted | null {
  if (!isObject(operand) || !knows(operand, ["name", "where", "within", "count"])) return null;
  const { name, where, within, count } = operand;
  const isCount = (value: Json) => typeof value === "number" || hasOperators(value);
  if (!isName(name) || !isAbsentOr(where, isObject)) return null;
  if (!isAbsentOr(within, isSpan) || !isAbsentOr(count, isCount)) return null;
  return {
    kind: "event",
    id: newId(),
    name,
    where: parse(where),
    within: (within as string | undefined) ?? null,
    count: count === undefined ? null : readTests(count),
    bare: typeof count === "number",
    order: Object.keys(operand),
  };
}

function sequence(operand: Json): Sequence | null {
  if (!isObject(operand) || !knows(operand, ["steps", "within", "since"])) return null;
  const { steps, within, since } = operand;
  if (!Array.isArray(steps) || !isAbsentOr(within, isSpan) || !isAbsentOr(since, isSpan)) return null;
  const read = steps.map(step);
  if (!read.every((one) => one !== null)) return null;
  return {
    kind: "sequence",
    id: newId(),
    steps: read,
    within: (within as string | undefined) ?? null,
    since: (since as string | undefined) ?? null,
    negated: false,
    order: Object.keys(operand),
  };
}

function step(operand: Json): Step | null {
  if (!isObject(operand) || !knows(operand, ["name", "where"])) return null;
  const { name, where } = operand;
  if (!isName(name) || !isAbsentOr(where, isObject)) return null;
  return { id: newId(), name, where: parse(where), order: Object.keys(operand) };
}
