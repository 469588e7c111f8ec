import { describe, expect, test } from "vitest";
import {
  adding,
  type Cart,
  LINE_LIMIT,
  parseCart,
  priced,
  totalsOf,
  withQuantity,
} from "../src/cart/cart.js";
import {
  FREE_SHIPPING_FROM,
  missingForFreeShipping,
  SHIPPING_FEE,
  shippingFor,
} from "../src/cart/shipping.js";

const bowl = { id: "kohiki-rice-bowl", size: "" };

describe("the cart", () => {
  test("adds to the line that is there", () => {
    const once = adding([], bowl.id, "", 1);
    expect(adding(once, bowl.id, "", 2)).toEqual([{ ...bowl, quantity: 3 }]);
  });

  test("keeps sizes apart", () => {
    const cart = adding(adding([], "linen-shirt", "M", 1), "linen-shirt", "L", 1);
    expect(cart.map(({ size }) => size)).toEqual(["M", "L"]);
  });

  test("never holds more than the shelf", () => {
    expect(adding([], "ash-glaze-tea-cup", "", 9)).toEqual([
      { id: "ash-glaze-tea-cup", size: "", quantity: 3 },
    ]);
    expect(adding([], "rush-sandals", "M", 1)).toEqual([]);
  });

  test("never holds more than the line limit", () => {
    expect(adding([], bowl.id, "", 99)[0]?.quantity).toBe(LINE_LIMIT);
  });

  test("takes a line out at zero and below", () => {
    const cart = adding([], bowl.id, "", 2);
    expect(withQuantity(cart, bowl.id, "", 0)).toEqual([]);
    expect(withQuantity(cart, bowl.id, "", -3)).toEqual([]);
  });

  test("leaves the given cart as it was", () => {
    const cart: Cart = Object.freeze([Object.freeze({ ...bowl, quantity: 1 })]);
    adding(cart, bowl.id, "", 1);
    expect(cart).toEqual([{ ...bowl, quantity: 1 }]);
  });

  test("reads what was stored, and drops what makes no sense", () => {
    const stored = [
      { ...bowl, quantity: 2 },
      { id: "no-such-thing", size: "", quantity: 1 },
      { id: "linen-shirt", size: "XXL", quantity: 1 },
      { id: bowl.id, quantity: 1 },
      { id: "canvas-tote", size: "", quantity: "many" },
      null,
      7,
    ];
    expect(parseCart(stored)).toEqual([{ ...bowl, quantity: 2 }]);
    expect(parseCart("broken")).toEqual([]);
  });
});

describe("the sums", () => {
  test("add up lines and shipping", () => {
    const cart = adding(adding([], bowl.id, "", 1), "double-knit-socks", "24–26", 1);
    expect(priced(cart).map(({ amount }) => amount)).toEqual([2420, 1650]);
    expect(totalsOf(cart)).toEqual({ quantity: 2, subtotal: 4070, shipping: 550, total: 4620 });
  });

  test("ship free from the stated amount, to the yen", () => {
    expect(shippingFor(FREE_SHIPPING_FROM - 1)).toBe(SHIPPING_FEE);
    expect(shippingFor(FREE_SHIPPING_FROM)).toBe(0);
    expect(missingForFreeShipping(FREE_SHIPPING_FROM - 1)).toBe(1);
    expect(missingForFreeShipping(FREE_SHIPPING_FROM + 1)).toBe(0);
  });

  test("are nothing for an empty cart", () => {
    expect(totalsOf([])).toEqual({ quantity: 0, subtotal: 0, shipping: 0, total: 0 });
  });
});
