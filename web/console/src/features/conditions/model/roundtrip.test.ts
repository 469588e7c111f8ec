// @vitest-environment node
// What is read and not touched is written as it was: the shop's own texts, the public suite where it is at hand, and a
// thousand made-up conditions.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { conditions } from "./made";
import { parse } from "./parse";
import { isObject } from "./tree";
import { unfinishedIn } from "./unfinished";
import { write } from "./write";

const WEB = join(import.meta.dirname, "../../../../..");

function goesThrough(condition: unknown): void {
  const tree = parse(condition);
  // As text: the order of keys counts as well.
  expect(JSON.stringify(write(tree))).toBe(JSON.stringify(condition));
  const again = parse(write(tree));
  expect(JSON.stringify(write(again))).toBe(JSON.stringify(condition));
}

/** Every condition in a text, wherever it stands. */
function conditionsIn(text: unknown): unknown[] {
  if (Array.isArray(text)) return text.flatMap(conditionsIn);
  if (!isObject(text)) return [];
  return Object.entries(text).flatMap(([name, value]) =>
    ["audience", "condition", "where", "when"].includes(name) && isObject(value)
      ? [value]
      : conditionsIn(value),
  );
}

it("leaves the conditions of the sample shop as they are", () => {
  const folder = join(WEB, "demo-shop/campaigns");
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  const found = files.flatMap((file) => conditionsIn(parseYaml(readFileSync(join(folder, file), "utf8"))));
  expect(found.length).toBeGreaterThan(15);
  for (const condition of found) {
    goesThrough(condition);
    expect(unfinishedIn(parse(condition))).toEqual([]);
  }
});

it("leaves the conditions of the public suite as they are, where it is at hand", () => {
  const beside = join(WEB, "../../shared/conformance/growthbook-known.json");
  const file = process.env.KIZUKAI_GROWTHBOOK_CASES ?? beside;
  if (!existsSync(file)) {
    console.log("no public suite here (KIZUKAI_GROWTHBOOK_CASES names one): only conditions of our own");
    return;
  }
  const { evalCondition } = JSON.parse(readFileSync(file, "utf8")) as { evalCondition: unknown[][] };
  expect(evalCondition.length).toBeGreaterThan(0);
  for (const [, condition] of evalCondition) goesThrough(condition);
});

it("leaves a thousand made-up conditions as they are", () => {
  for (const condition of conditions(1_000)) goesThrough(condition);
});

it.each([
  ["nothing", {}],
  ["no object", 5],
  ["an empty list", { $or: [] }],
  ["an empty not", { $not: {} }],
  ["an operator nobody knows", { "traits.rank": { $near: 3 } }],
  ["an unknown field of an event", { $event: { name: "A", colour: 1 } }],
  ["a list of no conditions", { $and: [1, {}, "a"] }],
  ["a sequence that must not be", { $not: { $sequence: { steps: [{ name: "A" }], within: "1h" } } }],
  ["a double not", { $not: { $not: { $segment: "a" } } }],
  ["a not around a range", { "cart.subtotal": { $not: { $gte: 1, $lt: 2 } } }],
  ["an entry with alternatives", { "cart.items": { $elemMatch: { $or: [{ price: 1 }, { sku: "a" }] } } }],
  ["an entry by itself", { "traits.tags": { $not: { $elemMatch: { $regex: "^a" } } } }],
  ["names without a name", { $event: { name: "" }, $segment: "" }],
  ["a plain object as a value", { "traits.size": { a: 1, $b: 2 } }],
])("leaves %s as it is", (_, condition) => goesThrough(condition));
