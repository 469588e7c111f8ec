import { describe, expect, it } from "vitest";
import {
  CHOICES,
  type ChoiceKey,
  carried,
  chosen,
  firstTest,
  offered,
  offeredForCounts,
  writeChoice,
} from "./choices";
import type { ValueKind } from "./kinds";
import { readTests } from "./parse";
import { testsOperand } from "./write";

const keys = Object.keys(CHOICES) as ChoiceKey[];

const SAMPLES: Record<string, unknown> = {
  none: undefined,
  value: "cart",
  list: ["a", "b"],
  number: 2,
  pattern: "^/(cart|checkout)/\\d+$",
  type: "string",
  version: "1.10.0",
  group: "vip",
};

describe("every choice", () => {
  it.each(keys.filter((key) => key !== "never"))("%s is read as what it was written as", (key) => {
    const { form } = CHOICES[key];
    const written = testsOperand([writeChoice(key, SAMPLES[form])], false);
    const [test] = readTests(written);
    const read = test && chosen(test);
    expect(read?.key).toBe(key);
    if (form !== "none") expect(read?.value).toEqual(SAMPLES[form]);
  });

  it("reaches each operator of the language that has a form", () => {
    const written = keys.map((key) => writeChoice(key, SAMPLES[CHOICES[key].form]).operator);
    const language =
      "$eq $ne $lt $lte $gt $gte $in $nin $ini $nini $regex $regexi $exists $type $size $all $alli " +
      "$veq $vne $vgt $vgte $vlt $vlte $inGroup $notInGroup";
    // `$not` stands in a test, `$elemMatch` is a row of its own.
    expect([...new Set(written)].sort()).toEqual(language.split(" ").sort());
  });

  it.each(["text", "number", "boolean", "list", "moment", "hour", "weekday", "any"] as ValueKind[])(
    "is offered for %s, the fitting ones first",
    (kind) => {
      const { first, more } = offered(kind);
      expect([...first, ...more].sort()).toEqual(keys.filter((key) => key !== "never").sort());
      expect(chosen(firstTest(kind))?.key).toBe(first[0]);
    },
  );
});

it.each([
  [{ $regex: "^/cart" }, "starts", "/cart"],
  [{ $regex: "a\\.b" }, "contains", "a.b"],
  [{ $not: { $regex: "x$" } }, "not_ends", "x"],
  [{ $regex: "^/cart.*" }, "matches", "^/cart.*"],
  [{ $regexi: "sale" }, "contains_fold", "sale"],
  [{ $eq: null }, "missing", true],
  [{ $size: { $gte: 2 } }, "size_gte", 2],
  [{ $exists: false }, "missing", true],
])("reads %j as %s", (wanted, key, value) => {
  const [test] = readTests(wanted);
  expect(test && chosen(test)).toEqual({ key, value });
});

it.each([{ $near: 3 }, { $gte: null }, { $in: "a" }, { $size: { $gte: 1, $lt: 3 } }, { $eq: { a: 1 } }])(
  "has no form for %j",
  (wanted) => {
    const [test] = readTests(wanted);
    expect(test && chosen(test)).toBeNull();
  },
);

it("says never only of counts", () => {
  const [zero] = readTests({ $eq: 0 });
  expect(zero && chosen(zero, true)?.key).toBe("never");
  expect(zero && chosen(zero)?.key).toBe("is");
  expect(offeredForCounts.first).toContain("never");
});

it("remembers a choice that is not filled in yet", () => {
  expect(chosen(writeChoice("starts", undefined))).toEqual({ key: "starts", value: undefined });
  // A plain word is a pattern as well, as long as somebody writes a pattern.
  expect(chosen(writeChoice("matches", "cart"))?.key).toBe("matches");
});

it.each([
  ["gold", "one_of", ["gold"]],
  [["gold", "silver"], "is", "gold"],
  [5, "contains", 5],
  [5, "version_gte", "5"],
  ["gold", "size_gte", undefined],
  ["gold", "exists", undefined],
  [undefined, "one_of", undefined],
])("carries %j over to %s", (value, key, to) => {
  expect(carried(value, key as ChoiceKey)).toEqual(to);
});
