// What can be done to a tree. Each change gives a new tree that shares all it left alone, so that rows which did not
// change are not drawn again.

import {
  blank,
  type Group,
  group,
  type Join,
  newId,
  type Piece,
  type Sequence,
  type Spelling,
  type Step,
} from "./tree";

type Change = (piece: Piece) => readonly Piece[];

/** Puts what `change` makes of one piece in its place. */
export function replace(root: Group, id: string, change: Change): Group {
  return inGroup(root, (piece) => (piece.id === id ? change(piece) : null));
}

export function update<P extends Piece>(root: Group, id: string, change: (piece: P) => Piece): Group {
  if (root.id === id) return change(root as unknown as P) as Group;
  return replace(root, id, (piece) => [change(piece as P)]);
}

type Visit = (piece: Piece) => readonly Piece[] | null;

function inGroup(of: Group, visit: Visit): Group {
  const pieces = of.pieces.flatMap((piece) => visit(piece) ?? [within(piece, visit)]);
  const isSame = pieces.length === of.pieces.length && pieces.every((piece, at) => piece === of.pieces[at]);
  return isSame ? of : { ...of, pieces };
}

/** The groups inside of a piece, their own rows included. */
function within(piece: Piece, visit: Visit): Piece {
  switch (piece.kind) {
    case "group":
      return inGroup(piece, visit);
    case "entry": {
      const inner = inside(piece.inner, visit);
      return inner === piece.inner ? piece : { ...piece, inner };
    }
    case "event": {
      const where = inside(piece.where, visit);
      return where === piece.where ? piece : { ...piece, where };
    }
    case "sequence":
      return inSteps(piece, visit);
    default:
      return piece;
  }
}

/** A group that is a part of its row: a change of the group itself is one too. */
function inside(of: Group, visit: Visit): Group {
  const [changed] = visit(of) ?? [];
  return changed?.kind === "group" ? changed : inGroup(of, visit);
}

function inSteps(sequence: Sequence, visit: Visit): Sequence {
  const steps = sequence.steps.map((step) => {
    const where = inside(step.where, visit);
    return where === step.where ? step : { ...step, where };
  });
  return steps.every((step, at) => step === sequence.steps[at]) ? sequence : { ...sequence, steps };
}

/** Adds a row at the end of a group, or behind one of its rows. */
export function add(root: Group, groupId: string, piece: Piece, behind?: string): Group {
  return update<Group>(root, groupId, (of) => {
    const at = behind === undefined ? of.pieces.length : of.pieces.findIndex(({ id }) => id === behind) + 1;
    return { ...of, pieces: of.pieces.toSpliced(at, 0, piece) };
  });
}

/** Takes a row out; a nested group that has none left goes with it. */
export function remove(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  const isLast = parent?.pieces.length === 1 && isRow(root, parent);
  return isLast ? remove(root, parent.id) : replace(root, id, () => []);
}

const isRow = (root: Group, of: Group) => parentOf(root, of.id) !== null;

/** The group whose row a piece is; null for the root and for the groups that are a part of a row. */
export function parentOf(root: Group, id: string): Group | null {
  for (const of of allGroups(root)) if (of.pieces.some((piece) => piece.id === id)) return of;
  return null;
}

function* allGroups(of: Group): Generator<Group> {
  yield of;
  for (const piece of of.pieces) {
    if (piece.kind === "group") yield* allGroups(piece);
    if (piece.kind === "entry") yield* allGroups(piece.inner);
    if (piece.kind === "event") yield* allGroups(piece.where);
    if (piece.kind === "sequence") for (const step of piece.steps) yield* allGroups(step.where);
  }
}

export function duplicate(root: Group, id: string): { root: Group; copy: string } {
  let copy = id;
  const changed = replace(root, id, (piece) => {
    const twin = copied(piece);
    copy = twin.id;
    return [piece, twin];
  });
  return { root: changed, copy };
}

/** The same with ids of its own. */
function copied<P extends Piece>(piece: P): P {
  const fresh: Piece = { ...piece, id: newId() };
  if (fresh.kind === "group") fresh.pieces = fresh.pieces.map(copied);
  if (fresh.kind === "entry") fresh.inner = copied(fresh.inner);
  if (fresh.kind === "event") fresh.where = copied(fresh.where);
  if (fresh.kind === "sequence")
    fresh.steps = fresh.steps.map((step) => ({ ...step, id: newId(), where: copied(step.where) }));
  return fresh as P;
}

/**
 * One place up (-1) or down (+1). A nested group that lies there is entered, and at its own edge a row leaves it, so
 * that every place can be reached.
 */
export function move(root: Group, id: string, by: -1 | 1): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  const from = parent.pieces.findIndex((piece) => piece.id === id);
  const piece = parent.pieces[from] as Piece;
  const neighbour = parent.pieces[from + by];
  if (!neighbour) return leave(root, parent, piece, by);
  if (neighbour.kind === "group" && piece.kind !== "group") {
    const without = replace(root, id, () => []);
    return update<Group>(without, neighbour.id, (of) => ({
      ...of,
      pieces: by === 1 ? [piece, ...of.pieces] : [...of.pieces, piece],
    }));
  }
  return update<Group>(root, parent.id, (of) => ({
    ...of,
    pieces: of.pieces.toSpliced(from, 1).toSpliced(from + by, 0, piece),
  }));
}

function leave(root: Group, from: Group, piece: Piece, by: -1 | 1): Group {
  if (!isRow(root, from)) return root;
  const without = remove(root, piece.id);
  const outer = parentOf(root, from.id) as Group;
  const at = outer.pieces.findIndex(({ id }) => id === from.id);
  const isGone = parentOf(without, from.id) === null;
  return update<Group>(without, outer.id, (of) => ({
    ...of,
    pieces: of.pieces.toSpliced(by === 1 && !isGone ? at + 1 : at, 0, piece),
  }));
}

/** Makes a nested group of a row, with room for another one. */
export function wrap(root: Group, id: string): { root: Group; added: string } {
  const added = blank();
  return { root: replace(root, id, (piece) => [group("any", [piece, added])]), added: added.id };
}

/** The rows of a nested group take its place. */
export function unwrap(root: Group, id: string): Group {
  return replace(root, id, (piece) => (piece.kind === "group" ? piece.pieces : [piece]));
}

export function joined(of: Group, join: Join): Group {
  const spelling: Spelling = join === "all" ? "fields" : join === "not_all" ? "not" : "list";
  return { ...of, join, spelling };
}

export const newStep = (name = ""): Step => ({ id: newId(), name, where: group(), order: [] });
