import { expect, it } from "vitest";
import { diffLines } from "./lines";

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

it("shows a changed line with its neighbours and leaves the rest out", async () => {
  const before = lines(40);
  const after = before.with(20, "another");
  const found = await diffLines(before.join("\n"), after.join("\n"));
  expect(found.map(({ kind }) => kind)).toEqual([
    "skipped",
    ...Array(3).fill("same"),
    "removed",
    "added",
    ...Array(3).fill("same"),
    "skipped",
  ]);
  expect(found.find(({ kind }) => kind === "added")?.text).toBe("another");
});

it("shows short texts whole", async () => {
  const found = await diffLines("a\nb\n", "a\nc\n");
  expect(found).toEqual([
    { kind: "same", text: "a" },
    { kind: "removed", text: "b" },
    { kind: "added", text: "c" },
  ]);
});
