import { describe, expect, test } from "vitest";
import { differences } from "./difference";

describe("what differs", () => {
  test("is named by its place", () => {
    const before = { status: "running", arms: [{ key: "a", weight: 50 }] };
    const after = { status: "running", arms: [{ key: "a", weight: 40 }, { key: "b" }] };
    expect(differences(before, after)).toEqual([
      { path: "arms[0].weight", before: 50, after: 40 },
      { path: "arms[1]", before: undefined, after: { key: "b" } },
    ]);
  });

  test("is the whole where there was nothing, or the shape is another", () => {
    expect(differences(null, { role: "viewer" })).toEqual([
      { path: "", before: null, after: { role: "viewer" } },
    ]);
    expect(differences({ per: ["x"] }, { per: { x: 1 } })).toMatchObject([{ path: "per" }]);
  });

  test("is nothing between equals", () => {
    expect(differences({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });
});
