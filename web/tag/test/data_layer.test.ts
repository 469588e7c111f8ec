import { afterEach, describe, expect, it, vi } from "vitest";
import { followDataLayer } from "../src/data_layer/index.ts";
import { toTrackEvents } from "../src/data_layer/mapping.ts";

const page = window as unknown as Record<string, unknown[] | undefined>;
const BOWL = {
  item_id: "b1",
  item_name: "茶碗",
  price: 3200,
  quantity: 2,
  item_category: "器",
  item_category2: "飯碗",
};
const bowl = {
  product_id: "b1",
  name: "茶碗",
  price: 3200,
  quantity: 2,
  category: "器/飯碗",
  currency: "JPY",
};
const CUP = { item_id: "c1", item_name: "湯呑" };
const cup = { product_id: "c1", name: "湯呑", currency: "JPY" };
const cart = { currency: "JPY", value: 6400, items: [BOWL, CUP] };

describe("GA4's", () => {
  it.each<[string, Record<string, unknown>, [string, Record<string, unknown>][]]>([
    ["view_item", { currency: "JPY", items: [BOWL] }, [["Product Viewed", bowl]]],
    [
      "view_item_list",
      { item_list_id: "new", item_list_name: "新着", items: [CUP] },
      [
        [
          "Product List Viewed",
          { list_id: "new", list_name: "新着", products: [{ product_id: "c1", name: "湯呑" }] },
        ],
      ],
    ],
    [
      "select_item",
      { item_list_id: "new", items: [{ ...CUP, index: 3 }] },
      [["Product Clicked", { list_id: "new", product_id: "c1", name: "湯呑", position: 3 }]],
    ],
    [
      "add_to_cart",
      cart,
      [
        ["Product Added", bowl],
        ["Product Added", cup],
      ],
    ],
    [
      "remove_from_cart",
      cart,
      [
        ["Product Removed", bowl],
        ["Product Removed", cup],
      ],
    ],
    ["add_to_wishlist", { currency: "JPY", items: [CUP] }, [["Product Added to Wishlist", cup]]],
    ["view_cart", cart, [["Cart Viewed", { currency: "JPY", value: 6400, products: [bowl, cup] }]]],
    ["view_cart", { currency: "JPY", value: 0, items: [] }, [["Cart Viewed", { currency: "JPY", value: 0 }]]],
    [
      "begin_checkout",
      { ...cart, coupon: "spring" },
      [["Checkout Started", { currency: "JPY", value: 6400, coupon: "spring", products: [bowl, cup] }]],
    ],
    [
      "add_shipping_info",
      { currency: "JPY", shipping_tier: "宅配便" },
      [["Checkout Step Completed", { currency: "JPY", shipping_method: "宅配便", step: "shipping" }]],
    ],
    [
      "add_payment_info",
      { currency: "JPY", payment_type: "card" },
      [["Payment Info Entered", { currency: "JPY", payment_method: "card" }]],
    ],
    [
      "purchase",
      { transaction_id: "T1", value: 6400, tax: 581, shipping: 500, currency: "JPY", items: [BOWL] },
      [
        [
          "Order Completed",
          { order_id: "T1", revenue: 6400, tax: 581, shipping: 500, currency: "JPY", products: [bowl] },
        ],
      ],
    ],
    ["refund", { transaction_id: "T1" }, [["Order Refunded", { order_id: "T1" }]]],
    [
      "refund",
      { transaction_id: "T1", value: 3200, currency: "JPY", items: [CUP] },
      [["Order Refunded", { order_id: "T1", total: 3200, currency: "JPY", products: [cup] }]],
    ],
    ["search", { search_term: "茶碗" }, [["Products Searched", { query: "茶碗" }]]],
    [
      "view_search_results",
      { search_term: "x", results: 0 },
      [["Products Searched", { query: "x", results: 0 }]],
    ],
    ["login", { method: "LINE" }, [["Signed In", { method: "LINE" }]]],
    ["sign_up", {}, [["Signed Up", {}]]],
    [
      "view_promotion",
      { promotion_id: "p", promotion_name: "春", creative_name: "c", creative_slot: "top" },
      [["Promotion Viewed", { promotion_id: "p", name: "春", creative: "c", position: "top" }]],
    ],
    ["select_promotion", { promotion_id: "p" }, [["Promotion Clicked", { promotion_id: "p" }]]],
    ["add_to_cart", { items: "none" }, []],
    ["gtm.js", {}, []],
    ["constructor", {}, []],
  ])("%s with %j becomes %j", (name, given, expected) => {
    expect(toTrackEvents(name, given)).toEqual(
      expected.map(([event, properties]) => ({ event, properties })),
    );
  });

  it("older item names are understood", () => {
    const items = [{ id: "b1", name: "茶碗", brand: "織節", variant: "M", category: "器" }];
    expect(toTrackEvents("view_item", { items })[0]?.properties).toEqual({
      product_id: "b1",
      name: "茶碗",
      brand: "織節",
      variant: "M",
      category: "器",
    });
  });
});

describe("the data layer", () => {
  afterEach(() => {
    delete page.dataLayer;
  });
  const followed = (...earlier: unknown[]) => {
    page.dataLayer = earlier;
    const perform = vi.fn();
    followDataLayer("dataLayer", perform);
    const events = (): unknown[] => perform.mock.calls.map(([fields]) => [fields.event, fields.properties]);
    return { events, push: (...entries: unknown[]) => page.dataLayer?.push(...entries) };
  };
  function gtag(..._args: unknown[]): IArguments {
    // biome-ignore lint/complexity/noArguments: this is how gtag pushes
    return arguments;
  }

  it("counts what was pushed before and after, in both forms, in order", () => {
    const { events, push } = followed(
      { "gtm.start": 1, event: "gtm.js" },
      gtag("event", "login", { method: "a" }),
    );
    push({ event: "sign_up", method: "b" });
    push(gtag("event", "refund", { transaction_id: "T" }), gtag("config", "G-1"), gtag("set", {}));
    expect(events()).toEqual([
      ["Signed In", { method: "a" }],
      ["Signed Up", { method: "b" }],
      ["Order Refunded", { order_id: "T" }],
    ]);
  });

  it("takes ecommerce with the event, or pushed before it, and forgets it at null", () => {
    const { events, push } = followed();
    push({ event: "add_to_cart", ecommerce: { items: [CUP] } });
    push({ ecommerce: null });
    push({ event: "view_cart" });
    push({ ecommerce: { transaction_id: "T9", value: 1 } });
    push({ event: "purchase" });
    expect(events()).toEqual([
      ["Product Added", { product_id: "c1", name: "湯呑" }],
      ["Cart Viewed", {}],
      ["Order Completed", { order_id: "T9", revenue: 1 }],
    ]);
  });

  it("stays what it was for everybody else", () => {
    const before: unknown[] = [];
    const push = vi.spyOn(before, "push");
    page.dataLayer = before;
    followDataLayer("dataLayer", () => {
      throw new Error("ours");
    });
    expect(page.dataLayer?.push({ event: "login" }, { event: "other" })).toBe(2);
    expect(push).toHaveBeenCalledOnce();
    expect(page.dataLayer).toBe(before);
  });

  it("that is not there yet is made", () => {
    const perform = vi.fn();
    followDataLayer("dataLayer", perform);
    page.dataLayer?.push({ event: "login" });
    expect(perform).toHaveBeenCalledOnce();
  });

  it("takes nonsense for nothing", () => {
    const { events, push } = followed(null, 7, "x", () => {}, [], [[]]);
    push(
      { event: 7 },
      { event: "add_to_cart", ecommerce: "x" },
      { event: "view_item", ecommerce: { items: [null, 3] } },
    );
    expect(events()).toEqual([]);
  });
});
