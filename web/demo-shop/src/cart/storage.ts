import { forget, readJson, writeJson } from "../storage.js";
import { type Cart, parseCart, type Totals } from "./cart.js";

const CART_KEY = "orifushi_cart";
const ORDER_KEY = "orifushi_order";

/** What the confirmation page needs of the order just placed. */
export interface PlacedOrder {
  id: string;
  lines: Cart;
  totals: Totals;
  payment: string;
  /** `Order Completed` has been sent: a reload of the confirmation must not send it again. */
  reported: boolean;
}

export const readCart = (): Cart => parseCart(readJson("local", CART_KEY, []));
export const writeCart = (cart: Cart): void => writeJson("local", CART_KEY, cart);
export const readOrder = (): PlacedOrder | null => readJson<PlacedOrder | null>("local", ORDER_KEY, null);
export const writeOrder = (order: PlacedOrder): void => writeJson("local", ORDER_KEY, order);

/** Forgets cart and order: what a new visitor finds. */
export function forgetShopping(): void {
  forget("local", CART_KEY);
  forget("local", ORDER_KEY);
}
