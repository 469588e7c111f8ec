import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { products } from "../src/catalogue/index.js";
import { search } from "../src/catalogue/search.js";

describe("simulated visitors know this shop", () => {
  const data = (name: string): string[] =>
    readFileSync(join(import.meta.dirname, "../../../crates/simulation/data", name), "utf8")
      .trim()
      .split("\n");

  test("its products, prices and sizes", () => {
    const theirs = data("catalogue.csv").slice(1).sort();
    const ours = products.map(({ id, category, price, sizes, name }) =>
      [id, category, price, (sizes ?? []).map(({ key }) => key).join(" "), name.ja].join(","),
    );
    expect(theirs).toEqual(ours.sort());
  });

  test("and what it does not have", () => {
    for (const word of data("searches.txt")) expect(search(word), word).toEqual([]);
  });
});
