/**
 * Payloads of the Segment e-commerce specification, made from catalogue and cart.
 * Product names and categories are the shop's master data (Japanese name, category key) in every language,
 * so that one product is one product in every report.
 */
import { type Cart, priced, type Totals } from "../cart/cart.js";
import type { Product } from "../catalogue/types.js";

export const CURRENCY = "JPY";

/** Products of one list event at most, to stay far below the size limit of an event. */
const LIST_LIMIT = 50;

export interface ProductProperties {
  product_id: string;
  sku: string;
  name: string;
  category: string;
  price: number;
  currency: string;
  url: string;
  variant?: string;
  quantity?: number;
  position?: number;
}

export interface TrackEvent {
  name: string;
  properties: Record<string, unknown>;
}

const skuOf = (product: Product, size: string) => (size ? `${product.id}-${size}` : product.id);

export function productProperties(product: Product, size = "", quantity?: number): ProductProperties {
  return {
    product_id: product.id,
    sku: skuOf(product, size),
    name: product.name.ja,
    category: product.category,
    price: product.price,
    currency: CURRENCY,
    url: `/products/${product.id}`,
    ...(size ? { variant: size } : {}),
    ...(quantity === undefined ? {} : { quantity }),
  };
}

const listed = (items: readonly Product[]) =>
  items
    .slice(0, LIST_LIMIT)
    .map((product, index) => ({ ...productProperties(product), position: index + 1 }));

const inCart = (cart: Cart) =>
  priced(cart).map((line, index) => ({
    ...productProperties(line.product, line.size, line.quantity),
    position: index + 1,
  }));

export function productListViewed(
  listId: string,
  category: string | null,
  items: readonly Product[],
): TrackEvent {
  return {
    name: "Product List Viewed",
    properties: { list_id: listId, ...(category ? { category } : {}), products: listed(items) },
  };
}

/** `results` is the number of products found; the zero-result campaign waits for 0. */
export function productsSearched(query: string, results: number): TrackEvent {
  return { name: "Products Searched", properties: { query, results } };
}

export function productViewed(product: Product): TrackEvent {
  return { name: "Product Viewed", properties: { ...productProperties(product), value: product.price } };
}

/** The shop's own event: a size was looked at. Three within ten minutes are the size ping-pong. */
export function sizeSelected(product: Product, size: string): TrackEvent {
  return { name: "Size Selected", properties: { ...productProperties(product, size), size } };
}

export function productAdded(product: Product, size: string, quantity: number): TrackEvent {
  return {
    name: "Product Added",
    properties: { ...productProperties(product, size, quantity), value: product.price * quantity },
  };
}

export function productRemoved(product: Product, size: string, quantity: number): TrackEvent {
  return {
    name: "Product Removed",
    properties: { ...productProperties(product, size, quantity), value: product.price * quantity },
  };
}

export function cartViewed(cart: Cart, totals: Totals): TrackEvent {
  return {
    name: "Cart Viewed",
    properties: { currency: CURRENCY, value: totals.subtotal, products: inCart(cart) },
  };
}

export function checkoutStarted(cart: Cart, totals: Totals): TrackEvent {
  return {
    name: "Checkout Started",
    properties: {
      currency: CURRENCY,
      value: totals.total,
      revenue: totals.subtotal,
      shipping: totals.shipping,
      products: inCart(cart),
    },
  };
}

/** `revenue` is goods without shipping, `total` what is paid, both in yen with tax, as Segment defines them. */
export function orderCompleted(orderId: string, cart: Cart, totals: Totals): TrackEvent {
  return {
    name: "Order Completed",
    properties: {
      order_id: orderId,
      revenue: totals.subtotal,
      shipping: totals.shipping,
      total: totals.total,
      currency: CURRENCY,
      products: inCart(cart),
    },
  };
}
