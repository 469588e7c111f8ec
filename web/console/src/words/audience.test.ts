import { expect, test } from "vitest";
import { audienceWords } from "./audience";
import { plainWords as words } from "./plain";

const viewed = (count: number) => ({
  $event: { name: "Product Viewed", within: "7d", count: { $gte: count } },
});

test.each([
  [viewed(1), "過去7日間に「商品の閲覧」がある来訪者"],
  [viewed(2), "過去7日間に「商品の閲覧」が2回以上の来訪者"],
  [{ "traits.rank": "gold" }, "会員ランクが「gold」の来訪者"],
  [{ "cart.quantity": { $gt: 3 } }, "カートの点数が4点以上の来訪者"],
  [{ "page.path": { $regex: "^/cart" } }, "見ているページが「/cart」で始まる来訪者"],
  [{}, "すべての来訪者"],
])("%j is said as a thing inside of a sentence", (audience, said) => {
  expect(audienceWords(words("ja"), audience)).toBe(said);
});

test("names keep their capitals in English", () => {
  expect(audienceWords(words("en"), { "traits.rank": "Gold" })).toMatch(/^visitors where .*“Gold”/);
});
