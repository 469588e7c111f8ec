import { describe, expect, it } from "vitest";
import { isKey } from "../../../words/key";
import { freeKey, keyFrom } from "./keys";

describe("a key made from a name", () => {
  it.each([
    ["送料の不安を解消", "shipping-worry"],
    ["カートでのひとこと", "cart"],
    ["おかえりなさい", "welcome-back"],
    ["Summer sale 2026", "summer-sale-2026"],
    ["ＳＡＬＥ　開始", "sale"],
    ["しゃっきん きょう", "shakkin-kyou"],
    ["施策", "campaign"],
    ["空の下書き", "campaign"],
    ["", "campaign"],
  ])("%s → %s", (name, key) => {
    expect(keyFrom(name)).toBe(key);
    expect(isKey(key)).toBe(true);
  });

  it("is short however long the name is", () => {
    expect(keyFrom("送料 返品 交換 在庫 予約 新着 商品 会員 初回 購入 検索").length).toBeLessThanOrEqual(40);
    expect(isKey(keyFrom("あ".repeat(300)))).toBe(true);
  });

  it("is counted on while it is taken", () => {
    expect(freeKey("cart", ["cart", "cart-2"])).toBe("cart-3");
    expect(freeKey("cart-2", ["cart-2"])).toBe("cart-3");
    expect(freeKey("cart", [])).toBe("cart");
  });
});
