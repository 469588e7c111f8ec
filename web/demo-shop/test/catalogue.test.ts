import { describe, expect, test } from "vitest";
import { categories } from "../src/catalogue/categories.js";
import { arrivals, goesWith, inCategory, products, stockOf, stockOfSize } from "../src/catalogue/index.js";
import { normalise, search } from "../src/catalogue/search.js";
import { sizeCharts } from "../src/catalogue/sizes.js";

const find = (id: string) => {
  const product = products.find((each) => each.id === id);
  if (!product) throw new Error(`no ${id}`);
  return product;
};

describe("the shelf", () => {
  test("holds at least 24 products with different ids", () => {
    expect(products.length).toBeGreaterThanOrEqual(24);
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
  });

  test("has something in every category", () => {
    for (const { key } of categories) expect(inCategory(key).length).toBeGreaterThanOrEqual(3);
  });

  test("says everything in both languages, and the English holds no Japanese", () => {
    for (const product of products) {
      const texts = [
        product.name,
        product.lead,
        product.story,
        product.material,
        product.dimensions,
        product.care,
      ];
      for (const { ja, en } of texts) {
        expect(ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]|\d/);
        expect(en).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
        expect(en.length).toBeGreaterThan(0);
      }
    }
  });

  test("gives whole yen", () => {
    for (const { price } of products) expect(Number.isInteger(price) && price > 0).toBe(true);
  });

  test("everything one wears has a chart that lists exactly its sizes", () => {
    const worn = products.filter(({ category }) => category === "wear" || category === "shoes");
    for (const product of worn) {
      const rows = product.chart ? sizeCharts[product.chart].rows.map(({ size }) => size) : [];
      expect(rows).toEqual(product.sizes?.map(({ key }) => key));
    }
  });

  test("every chart row has a value for every column", () => {
    for (const chart of Object.values(sizeCharts))
      for (const row of chart.rows) expect(row.values).toHaveLength(chart.columns.length);
  });

  test("counts stock over sizes, and knows the stock of one size", () => {
    expect(stockOf(find("linen-shirt"))).toBe(13);
    expect(stockOfSize(find("linen-shirt"), "L")).toBe(2);
    expect(stockOfSize(find("linen-shirt"), "XXL")).toBe(0);
    expect(stockOf(find("rush-sandals"))).toBe(0);
  });

  test("lists the newest first", () => {
    const days = arrivals(8).map(({ since }) => since);
    expect(days).toEqual([...days].sort().reverse());
  });

  test("puts others of the same category beside a product, never the product itself", () => {
    const beside = goesWith(find("linen-shirt"), 4);
    expect(beside).toHaveLength(4);
    expect(beside.map(({ category }) => category)).toEqual(["wear", "wear", "wear", "wear"]);
    for (const product of products) expect(goesWith(product, 4)).not.toContain(product);
  });
});

describe("the search", () => {
  const ids = (query: string) => search(query).map(({ id }) => id);

  test("finds in both languages, in any kana and in any case", () => {
    expect(ids("土鍋")).toEqual(["black-donabe"]);
    expect(ids("りねん")).toEqual(ids("リネン"));
    expect(ids("TEAPOT")).toEqual(["black-clay-teapot"]);
    expect(ids("ﾘﾈﾝ")).toContain("linen-shirt");
  });

  test("wants every word", () => {
    expect(ids("リネン シャツ")).toEqual(["linen-shirt"]);
    expect(ids("リネン　土鍋")).toEqual([]);
  });

  test("finds nothing for what the shop does not sell, and for nothing", () => {
    expect(ids("鉄瓶")).toEqual([]);
    expect(ids("   ")).toEqual([]);
  });

  test("looks at the first hundred characters only", () => {
    expect(search(`${" ".repeat(100)}土鍋`)).toEqual([]);
  });

  test("normalises width, kana and case", () => {
    expect(normalise("ＡＢＣ ｶﾞﾏ")).toBe("abc がま");
  });
});
