// From the tree to JSON. What was not touched comes out as it went in, the order of its keys included; rows that are not
// filled in yet are left out. `placesOf` names where each piece then stands, as the API's problems name places.

import {
  type Attribute,
  type Counted,
  type Entry,
  type Group,
  hasOperators,
  isObject,
  type Json,
  type JsonObject,
  type Piece,
  type Sequence,
  type Step,
  type Test,
} from "./tree";
import { isFinished, isTestFinished } from "./unfinished";

/** The place of each piece in the JSON: `$or[1].cart.subtotal`. */
export type Places = Map<string, string>;

export function write(root: Group): Json {
  return written(root).json;
}

export function placesOf(root: Group): Places {
  return written(root).places;
}

export function written(root: Group): { json: Json; places: Places } {
  const places: Places = new Map();
  return { json: new Writer(places).root(root), places };
}

const LIST_KEYS = { all: "$and", any: "$or", none: "$nor", not_all: "$not" };

const below = (at: string, key: string) => (at === "" ? key : `${at}.${key}`);

const isFields = ({ join, spelling }: Group) => join === "all" && spelling === "fields";

/** All its rows are blank: an empty list would mean something else. */
const isUnbegun = ({ pieces }: Group) => pieces.length > 0 && !pieces.some(isFinished);

/** Whether two of them are the same; then they cannot stand in one object. */
const collide = (keys: readonly string[]) => new Set(keys).size < keys.length;

class Writer {
  constructor(private readonly places: Places) {}

  root(group: Group): Json {
    this.places.set(group.id, "");
    return this.whole(group, "");
  }

  /** A piece as a condition by itself. */
  private whole(piece: Piece, at: string): Json {
    if (piece.kind === "written" && piece.key === null) {
      this.places.set(piece.id, at);
      return piece.json;
    }
    if (piece.kind === "group" && (isFields(piece) || isUnbegun(piece))) {
      this.places.set(piece.id, at);
      return this.fields(finished(piece.pieces), at);
    }
    const [key, operand] = this.demand(piece, at);
    return { [key]: operand };
  }

  /** Pieces as one object, or as `$and` where it could not hold all of them. */
  private fields(pieces: readonly Piece[], at: string): Json {
    const [only] = pieces;
    if (only?.kind === "written" && only.key === null && pieces.length === 1) return this.whole(only, at);
    const keys = pieces.map(keyOf);
    if (keys.some((key) => key === null) || collide(keys as string[])) return this.list("$and", pieces, at);
    return Object.fromEntries(pieces.map((piece) => this.demand(piece, at)));
  }

  private list(key: string, pieces: readonly Piece[], at: string): JsonObject {
    return { [key]: this.branches(key, pieces, at) };
  }

  private branches(key: string, pieces: readonly Piece[], at: string): Json[] {
    return pieces.map((piece, index) => this.whole(piece, `${below(at, key)}[${index}]`));
  }

  /** A piece as a key with what stands behind it. */
  private demand(piece: Piece, at: string): [key: string, operand: Json] {
    const key = keyOf(piece) ?? "";
    const here = below(at, key);
    this.places.set(piece.id, here);
    switch (piece.kind) {
      case "group":
        return [key, this.groupOperand(piece, key, at)];
      case "attribute":
        return [key, attributeOperand(piece)];
      case "entry":
        return [key, this.entryOperand(piece, here)];
      case "event":
        return [key, this.eventOperand(piece, here)];
      case "sequence":
        return [key, this.sequenceOperand(piece, here)];
      case "segment":
        return [key, piece.negated ? { $segment: piece.key } : piece.key];
      case "written":
        return [key, piece.json];
      case "blank":
        return [key, {}];
    }
  }

  private groupOperand(group: Group, key: string, at: string): Json {
    const pieces = finished(group.pieces);
    if (key === "$not") return this.fields(pieces, below(at, key));
    return this.branches(key, pieces, at);
  }

  private entryOperand({ inner, negated }: Entry, at: string): Json {
    const place = below(negated ? below(at, "$not") : at, "$elemMatch");
    this.places.set(inner.id, place);
    const match = { $elemMatch: this.entryDemands(inner, place) };
    return negated ? { $not: match } : match;
  }

  private entryDemands(inner: Group, at: string): Json {
    const [only, ...more] = finished(inner.pieces);
    if (only?.kind !== "attribute" || only.path !== null || more.length > 0) return this.whole(inner, at);
    this.places.set(only.id, at);
    return testsOperand(only.tests.filter(isTestFinished), false);
  }

  private eventOperand({ name, where, within, count, bare, order }: Counted, at: string): JsonObject {
    const counted = count?.filter(isTestFinished) ?? [];
    const fields = {
      name,
      where: this.where(where, order, at),
      within: within ?? undefined,
      count: counted.length === 0 ? undefined : testsOperand(counted, bare),
    };
    return inOrder(fields, order);
  }

  private sequenceOperand({ steps, within, since, negated, order }: Sequence, at: string): JsonObject {
    const place = negated ? below(at, "$sequence") : at;
    const fields = {
      steps: steps.map((step, index) => this.step(step, `${below(place, "steps")}[${index}]`)),
      within: within ?? undefined,
      since: since ?? undefined,
    };
    const operand = inOrder(fields, order);
    return negated ? { $sequence: operand } : operand;
  }

  private step({ id, name, where, order }: Step, at: string): JsonObject {
    this.places.set(id, at);
    return inOrder({ name, where: this.where(where, order, at) }, order);
  }

  private where(where: Group, order: string[], at: string): Json {
    const place = below(at, "where");
    this.places.set(where.id, place);
    const json = this.whole(where, place);
    const isEmpty = isObject(json) && Object.keys(json).length === 0;
    return isEmpty && !order.includes("where") ? undefined : json;
  }
}

function attributeOperand({ path, tests, bare }: Attribute): Json {
  const filled = tests.filter(isTestFinished);
  if (path === null || !collide(filled.map(operatorKey))) return testsOperand(filled, bare);
  return filled.map((test) => ({ [path]: testsOperand([test], false) }));
}

const finished = (pieces: readonly Piece[]): Piece[] => pieces.filter(isFinished);

/** What a piece is called in its object; null where it is no object's field. */
function keyOf(piece: Piece): string | null {
  switch (piece.kind) {
    case "group":
      return groupKey(piece);
    case "attribute":
      return piece.path !== null && collide(piece.tests.filter(isTestFinished).map(operatorKey))
        ? "$and"
        : piece.path;
    case "entry":
      return piece.path;
    case "event":
      return "$event";
    case "sequence":
      return piece.negated ? "$not" : "$sequence";
    case "segment":
      return piece.negated ? "$not" : "$segment";
    case "written":
      return piece.key;
    case "blank":
      return null;
  }
}

/** `$not` only as long as one row stands in it; several of which none may hold are `$nor`. */
function groupKey({ join, spelling, pieces }: Group): string {
  if (join === "none" && spelling === "not" && finished(pieces).length === 1) return "$not";
  return LIST_KEYS[join];
}

const operatorKey = ({ operator, negated }: Test) => (negated ? "$not" : operator);

/** `bare`: as the value alone, where that says the same. */
export function testsOperand(tests: readonly Test[], bare: boolean): Json {
  const [only] = tests;
  const isPlain = bare && only?.operator === "$eq" && !only.negated && tests.length === 1;
  if (isPlain && !hasOperators(only.operand)) return only.operand;
  return Object.fromEntries(
    tests.map(({ operator, operand, negated }) =>
      negated ? ["$not", { [operator]: operand }] : [operator, operand],
    ),
  );
}

/** The fields in the order of the text, new ones behind; absent ones are left out. */
function inOrder(fields: JsonObject, order: readonly string[]): JsonObject {
  const names = [...order, ...Object.keys(fields).filter((name) => !order.includes(name))];
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

/** Whether these rows, as far as they are filled in, are this condition. */
export const says = (tree: Group, condition: Json): boolean =>
  JSON.stringify(write(tree)) === JSON.stringify(condition);
