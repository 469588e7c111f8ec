import { expect, it } from "vitest";
import { isKey } from "../../../words/key";
import { keyFor } from "./key";

const taken = new Set(["gold-members"]);

it.each([
  ["Big spenders", {}, "big-spenders"],
  ["ゴールド会員", {}, "gold-members-2"],
  ["カートに品がある方", {}, "cart"],
  ["３回以上見て買っていない方", {}, "3-viewed-not-bought"],
  ["お得意さま", { $or: [{ "traits.rank": "gold" }] }, "rank"],
  ["お得意さま", { $event: { name: "Order Completed" } }, "order-completed"],
  ["お得意さま", {}, "segment"],
  ["new", {}, "new-2"],
])("makes a key of %s and %j", (name, condition, key) => {
  expect(keyFor(name, condition, taken)).toBe(key);
  expect(isKey(key)).toBe(true);
});
