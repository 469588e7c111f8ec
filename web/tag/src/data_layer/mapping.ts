/**
 * GA4 e-commerce events as events of the Segment e-commerce specification. The whole mapping is in this file and,
 * for people, in the tag's README. Pure: what is not understood gives no event, what is missing stays missing.
 */

export interface TrackEvent {
  event: string;
  properties: Record<string, unknown>;
}

type Fields = Record<string, unknown>;
type Pairs = readonly (readonly [from: string, to: string])[];

/** Products of one event: what an event of 32 KiB holds with room to spare. */
const MAX_PRODUCTS = 50;

/** `item_*` are GA4's names, the others those of older gtag pages. */
const ITEM: Pairs = [
  ["id", "product_id"],
  ["item_id", "product_id"],
  ["name", "name"],
  ["item_name", "name"],
  ["brand", "brand"],
  ["item_brand", "brand"],
  ["variant", "variant"],
  ["item_variant", "variant"],
  ["price", "price"],
  ["quantity", "quantity"],
  ["coupon", "coupon"],
  ["index", "position"],
  ["discount", "discount"],
  ["currency", "currency"],
];
const MONEY: Pairs = [
  ["currency", "currency"],
  ["value", "value"],
  ["coupon", "coupon"],
];
const LIST: Pairs = [
  ["item_list_id", "list_id"],
  ["item_list_name", "list_name"],
];
const ORDER: Pairs = [
  ["transaction_id", "order_id"],
  ["value", "revenue"],
  ["shipping", "shipping"],
  ["tax", "tax"],
  ["currency", "currency"],
  ["coupon", "coupon"],
  ["affiliation", "affiliation"],
];
const REFUND: Pairs = [
  ["transaction_id", "order_id"],
  ["value", "total"],
  ["currency", "currency"],
];
const PROMOTION: Pairs = [
  ["promotion_id", "promotion_id"],
  ["promotion_name", "name"],
  ["creative_name", "creative"],
  ["creative_slot", "position"],
];
const SEARCH: Pairs = [
  ["search_term", "query"],
  ["results", "results"],
  ["number_of_results", "results"],
];
const METHOD: Pairs = [["method", "method"]];

/** Each product is an event of its own. */
const eachProduct =
  (event: string, cart: Pairs = []) =>
  (given: Fields): TrackEvent[] =>
    itemsOf(given).map((item) => ({
      event,
      properties: { ...renamed(given, cart), ...productOf(item, given) },
    }));

/** One event with all products. */
const withProducts =
  (event: string, names: Pairs, more: Fields = {}) =>
  (given: Fields): TrackEvent[] => {
    const items = itemsOf(given);
    const products = items.length > 0 ? { products: items.map((item) => productOf(item, given)) } : {};
    return [{ event, properties: { ...renamed(given, names), ...more, ...products } }];
  };

const plain =
  (event: string, names: Pairs) =>
  (given: Fields): TrackEvent[] => [{ event, properties: renamed(given, names) }];

/** GA4's event name → what becomes of it. */
const EVENTS = new Map<string, (given: Fields) => TrackEvent[]>([
  ["view_item", eachProduct("Product Viewed")],
  ["view_item_list", withProducts("Product List Viewed", LIST)],
  ["select_item", eachProduct("Product Clicked", LIST)],
  ["add_to_cart", eachProduct("Product Added")],
  ["remove_from_cart", eachProduct("Product Removed")],
  ["add_to_wishlist", eachProduct("Product Added to Wishlist")],
  ["view_cart", withProducts("Cart Viewed", MONEY)],
  ["begin_checkout", withProducts("Checkout Started", MONEY)],
  [
    "add_shipping_info",
    withProducts("Checkout Step Completed", [...MONEY, ["shipping_tier", "shipping_method"]], {
      step: "shipping",
    }),
  ],
  ["add_payment_info", withProducts("Payment Info Entered", [...MONEY, ["payment_type", "payment_method"]])],
  ["purchase", withProducts("Order Completed", ORDER)],
  ["refund", withProducts("Order Refunded", REFUND)],
  ["search", plain("Products Searched", SEARCH)],
  ["view_search_results", withProducts("Products Searched", SEARCH)],
  ["view_promotion", plain("Promotion Viewed", PROMOTION)],
  ["select_promotion", plain("Promotion Clicked", PROMOTION)],
  ["login", plain("Signed In", METHOD)],
  ["sign_up", plain("Signed Up", METHOD)],
]);

/** `given`: the `ecommerce` object or the parameters of a gtag call. No event for other names. */
export function toTrackEvents(name: string, given: Fields): TrackEvent[] {
  return EVENTS.get(name)?.(given) ?? [];
}

function itemsOf({ items }: Fields): Fields[] {
  if (!Array.isArray(items)) return [];
  return Array.from(items)
    .filter((item): item is Fields => typeof item === "object" && item !== null)
    .slice(0, MAX_PRODUCTS);
}

function productOf(item: Fields, { currency }: Fields): Fields {
  const categories = ["item_category", "item_category2", "item_category3", "item_category4", "item_category5"]
    .map((name) => item[name])
    .filter((category) => typeof category === "string" && category !== "");
  const category = categories.length > 0 ? categories.join("/") : item.category;
  return {
    ...(currency === undefined ? {} : { currency }),
    ...renamed(item, ITEM),
    ...(category ? { category } : {}),
  };
}

function renamed(given: Fields, names: Pairs): Fields {
  const fields: Fields = {};
  for (const [from, to] of names) {
    const value = given[from];
    if (value !== undefined && value !== null && value !== "") fields[to] = value;
  }
  return fields;
}
