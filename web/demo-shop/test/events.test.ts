import { describe, expect, test } from "vitest";
import { adding, totalsOf } from "../src/cart/cart.js";
import { findProduct, inCategory } from "../src/catalogue/index.js";
import type { Product } from "../src/catalogue/types.js";
import {
  cartViewed,
  checkoutStarted,
  orderCompleted,
  productAdded,
  productListViewed,
  productRemoved,
  productsSearched,
  productViewed,
  sizeSelected,
} from "../src/tracking/events.js";

const product = (id: string): Product => {
  const found = findProduct(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const bowl = product("kohiki-rice-bowl");
const shirt = product("linen-shirt");
const cart = adding(adding([], bowl.id, "", 2), shirt.id, "M", 1);

const bowlProperties = {
  product_id: "kohiki-rice-bowl",
  sku: "kohiki-rice-bowl",
  name: "粉引の飯碗",
  category: "tableware",
  price: 2420,
  currency: "JPY",
  url: "/products/kohiki-rice-bowl",
};
const shirtProperties = {
  product_id: "linen-shirt",
  sku: "linen-shirt-M",
  name: "リネンの丸襟シャツ",
  category: "wear",
  price: 13200,
  currency: "JPY",
  url: "/products/linen-shirt",
  variant: "M",
};

describe("payloads follow the e-commerce specification", () => {
  test("Product Viewed", () => {
    expect(productViewed(bowl)).toEqual({
      name: "Product Viewed",
      properties: { ...bowlProperties, value: 2420 },
    });
  });

  test("Product List Viewed numbers its products from 1", () => {
    const event = productListViewed("tableware", "tableware", inCategory("tableware"));
    const listed = event.properties.products as { product_id: string; position: number }[];
    expect(event.name).toBe("Product List Viewed");
    expect(event.properties).toMatchObject({ list_id: "tableware", category: "tableware" });
    expect(listed[0]).toEqual({ ...bowlProperties, position: 1 });
    expect(listed.map(({ position }) => position)).toEqual(listed.map((_, index) => index + 1));
  });

  test("Product List Viewed of a mixed list has no category", () => {
    expect(productListViewed("all", null, [bowl]).properties).not.toHaveProperty("category");
  });

  test("Products Searched carries the query and the number of results", () => {
    expect(productsSearched("鉄瓶", 0)).toEqual({
      name: "Products Searched",
      properties: { query: "鉄瓶", results: 0 },
    });
  });

  test("Product Added and Product Removed carry variant, quantity and value", () => {
    const properties = { ...shirtProperties, quantity: 2, value: 26400 };
    expect(productAdded(shirt, "M", 2)).toEqual({ name: "Product Added", properties });
    expect(productRemoved(shirt, "M", 2)).toEqual({ name: "Product Removed", properties });
  });

  test("Size Selected names the size", () => {
    expect(sizeSelected(shirt, "M")).toEqual({
      name: "Size Selected",
      properties: { ...shirtProperties, size: "M" },
    });
  });

  test("Cart Viewed lists the lines with quantity", () => {
    expect(cartViewed(cart, totalsOf(cart))).toEqual({
      name: "Cart Viewed",
      properties: {
        currency: "JPY",
        value: 18040,
        products: [
          { ...bowlProperties, quantity: 2, position: 1 },
          { ...shirtProperties, quantity: 1, position: 2 },
        ],
      },
    });
  });

  test("Checkout Started tells goods, shipping and what is to be paid", () => {
    const small = adding([], bowl.id, "", 1);
    const { properties } = checkoutStarted(small, totalsOf(small));
    expect(properties).toMatchObject({ revenue: 2420, shipping: 550, value: 2970, currency: "JPY" });
  });

  test("Order Completed tells goods as revenue and what is paid as total", () => {
    const small = adding([], bowl.id, "", 1);
    expect(orderCompleted("OF-1", small, totalsOf(small))).toEqual({
      name: "Order Completed",
      properties: {
        order_id: "OF-1",
        revenue: 2420,
        shipping: 550,
        total: 2970,
        currency: "JPY",
        products: [{ ...bowlProperties, quantity: 1, position: 1 }],
      },
    });
  });
});
