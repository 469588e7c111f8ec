import { describe, expect, it } from "vitest";
import { add, duplicate, joined, move, parentOf, remove, unwrap, update, wrap } from "./edit";
import { parse } from "./parse";
import { blank, type Group, type Piece } from "./tree";
import { unfinishedIn } from "./unfinished";
import { write } from "./write";

const rows = (root: Group): Piece[] => root.pieces;
const row = (root: Group, at: number): Piece => rows(root)[at] as Piece;
const three = () => parse({ a: 1, $or: [{ b: 2 }, { c: 3 }], d: 4 });

describe("a row", () => {
  it("is added, and counts once it is filled in", () => {
    const root = parse({ a: 1 });
    const changed = add(root, root.id, blank());
    expect(write(changed)).toEqual({ a: 1 });
    expect(unfinishedIn(changed)).toEqual([row(changed, 1).id]);
  });

  it("that is doubled makes a list, since one object cannot hold both", () => {
    const root = parse({ $segment: "a" });
    const { root: changed, copy } = duplicate(root, row(root, 0).id);
    expect(write(changed)).toEqual({ $and: [{ $segment: "a" }, { $segment: "a" }] });
    expect(row(changed, 1).id).toBe(copy);
  });

  it("that is the last of its group takes the group with it", () => {
    const root = parse({ a: 1, $or: [{ b: 2 }] });
    const inner = row(root, 1) as Group;
    expect(write(remove(root, row(inner, 0).id))).toEqual({ a: 1 });
  });

  it("that asks only certain events stays when the last demand on them goes", () => {
    const root = parse({ $event: { name: "A", where: { "properties.x": 1 } } });
    const event = row(root, 0);
    const where = event.kind === "event" ? event.where : null;
    expect(write(remove(root, where?.pieces[0]?.id ?? ""))).toEqual({ $event: { name: "A", where: {} } });
  });

  it("leaves all others as they are when it changes", () => {
    const root = three();
    const changed = update(root, row(root, 0).id, (piece) => ({ ...piece, path: "z" }) as Piece);
    expect(row(changed, 1)).toBe(row(root, 1));
    expect(row(changed, 2)).toBe(row(root, 2));
    expect(write(changed)).toEqual({ z: 1, $or: [{ b: 2 }, { c: 3 }], d: 4 });
  });
});

describe("moving a row", () => {
  const order = (root: Group) => JSON.stringify(write(root));

  it("goes into a group that lies in its way, through it and out again", () => {
    let root = three();
    const { id } = row(root, 0);
    const seen = [];
    for (let step = 0; step < 5; step++) {
      root = move(root, id, 1);
      seen.push(order(root));
    }
    expect(seen).toEqual([
      '{"$or":[{"a":1},{"b":2},{"c":3}],"d":4}',
      '{"$or":[{"b":2},{"a":1},{"c":3}],"d":4}',
      '{"$or":[{"b":2},{"c":3},{"a":1}],"d":4}',
      '{"$or":[{"b":2},{"c":3}],"a":1,"d":4}',
      '{"$or":[{"b":2},{"c":3}],"d":4,"a":1}',
    ]);
    for (let step = 0; step < 5; step++) root = move(root, id, -1);
    expect(order(root)).toBe(order(three()));
  });

  it("stops at the edge", () => {
    const root = three();
    expect(move(root, row(root, 0).id, -1)).toBe(root);
    expect(move(root, row(root, 2).id, 1)).toBe(root);
  });

  it("out of a group that it was alone in leaves no empty one", () => {
    const root = parse({ a: 1, $or: [{ b: 2 }] });
    const inner = row(root, 1) as Group;
    const moved = move(root, row(inner, 0).id, -1);
    expect(order(moved)).toBe('{"a":1,"b":2}');
  });
});

it("a group is made around a row, and dissolved", () => {
  const root = parse({ a: 1, b: 2 });
  const { root: wrapped, added } = wrap(root, row(root, 1).id);
  expect(write(wrapped)).toEqual({ a: 1, $or: [{ b: 2 }] });
  expect(parentOf(wrapped, added)?.join).toBe("any");
  expect(write(unwrap(wrapped, row(wrapped, 1).id))).toEqual({ a: 1, b: 2 });
});

it.each([
  ["any", { $or: [{ a: 1 }, { b: 2 }] }],
  ["none", { $nor: [{ a: 1 }, { b: 2 }] }],
  ["all", { a: 1, b: 2 }],
] as const)("rows are joined by %s", (join, condition) => {
  expect(write(joined(parse({ $nor: [{ a: 1 }, { b: 2 }] }), join))).toEqual(condition);
});

it("a second row in a negation is written so that none may hold", () => {
  const root = parse({ $not: { a: 1 } });
  const changed = add(root, root.id, row(parse({ b: 2 }), 0));
  expect(write(changed)).toEqual({ $nor: [{ a: 1 }, { b: 2 }] });
});

it("a list of rows that nobody has filled in asks nothing", () => {
  const root = joined(add(parse({}), "", blank()), "any");
  expect(write({ ...root, pieces: [blank()] })).toEqual({});
});
