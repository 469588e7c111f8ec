// A condition as a tree of pieces that can be shown, changed and written again. Each piece remembers how it stood in the
// text, so that what nobody touched is written as it was. Start at `parse.ts` and `write.ts`.

export type Json = unknown;
export type JsonObject = Record<string, Json>;

/** `not_all` is what `{"$not": {a, b}}` says; it is offered only where a text has it. */
export type Join = "all" | "any" | "none" | "not_all";

/** Keys of one object, a list under `$and`, `$or`, `$nor`, or an object under `$not`. */
export type Spelling = "fields" | "list" | "not";

export interface Group {
  kind: "group";
  id: string;
  join: Join;
  spelling: Spelling;
  pieces: Piece[];
}

/** One operator with its operand; `undefined` while somebody has not filled it in. */
export interface Test {
  operator: string;
  operand: Json;
  /** Written as `{"$not": {operator: operand}}`. */
  negated: boolean;
  /** What was chosen on the screen, where that says more than the operator (`model/choices.ts`). */
  wish?: string;
}

export interface Attribute {
  kind: "attribute";
  id: string;
  /** Dotted; null for the entry of a list itself, inside `$elemMatch`. */
  path: string | null;
  tests: Test[];
  /** Written as the value alone: `{"traits.rank": "gold"}`. */
  bare: boolean;
}

/** A list with an entry for which all of `inner` holds: `$elemMatch`. */
export interface Entry {
  kind: "entry";
  id: string;
  path: string;
  inner: Group;
  negated: boolean;
}

/** An event's name and what must be true of it. `order`: of its fields in the text. */
interface Happening {
  id: string;
  name: string;
  where: Group;
  order: string[];
}

export interface Counted extends Happening {
  kind: "event";
  within: string | null;
  /** Null: not written, which means at least once. */
  count: Test[] | null;
  /** The count is a number alone. */
  bare: boolean;
}

export interface Step extends Happening {}

export interface Sequence {
  kind: "sequence";
  id: string;
  steps: Step[];
  within: string | null;
  since: string | null;
  negated: boolean;
  order: string[];
}

export interface Segment {
  kind: "segment";
  id: string;
  key: string;
  negated: boolean;
}

/** What the builder has no form for: stays as it is. `key` is null where a whole condition is no object. */
export interface Written {
  kind: "written";
  id: string;
  key: string | null;
  json: Json;
}

/** A row that was just added and does not ask anything yet; it is not written. */
export interface Blank {
  kind: "blank";
  id: string;
}

export type Piece = Group | Attribute | Entry | Counted | Sequence | Segment | Written | Blank;
export type Kind = Piece["kind"];
export type PieceOf<K extends Kind> = Extract<Piece, { kind: K }>;

/** What the paths of a condition go into. */
export type Scope = "visitor" | "event" | "entry";

let made = 0;
/** Tells pieces apart while they are on a screen; never written. */
export const newId = (): string => `p${++made}`;

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object of operators; an empty one is a plain value. */
export function hasOperators(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key.startsWith("$"));
}

export const group = (join: Join = "all", pieces: Piece[] = []): Group => ({
  kind: "group",
  id: newId(),
  join,
  spelling: join === "all" ? "fields" : join === "not_all" ? "not" : "list",
  pieces,
});

export const blank = (): Blank => ({ kind: "blank", id: newId() });

/** The groups that lie right under a piece, with what their paths go into. */
export function groupsIn(piece: Piece, scope: Scope): [Group, Scope][] {
  switch (piece.kind) {
    case "group":
      return [[piece, scope]];
    case "entry":
      return [[piece.inner, "entry"]];
    case "event":
      return [[piece.where, "event"]];
    case "sequence":
      return piece.steps.map((step) => [step.where, "event"]);
    default:
      return [];
  }
}
