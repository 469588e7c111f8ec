import { expect, test } from "vitest";
import { isKey } from "./key";

test("a key is made of letters, digits, -, _ and ., and is no address of another folder", () => {
  expect(["cart-shipping", "a", "v1.2", "_", "A".repeat(64)].every(isKey)).toBe(true);
  expect(["", ".", "..", "...", "a b", "送料", "a/b", "A".repeat(65)].some(isKey)).toBe(false);
});
