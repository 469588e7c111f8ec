import { findProduct, stockOfSize } from "../catalogue/index.js";
import type { Product } from "../catalogue/types.js";
import { shippingFor } from "./shipping.js";

/** Pieces of one line at most, also when the shelf holds more. */
export const LINE_LIMIT = 10;

export interface CartLine {
  id: string;
  /** "" for products without sizes. */
  size: string;
  quantity: number;
}

export type Cart = readonly CartLine[];

export interface Totals {
  quantity: number;
  /** Yen, tax included. */
  subtotal: number;
  shipping: number;
  total: number;
}

export interface PricedLine extends CartLine {
  product: Product;
  amount: number;
}

const isLine = (line: CartLine, id: string, size: string) => line.id === id && line.size === size;

function limit(id: string, size: string): number {
  const product = findProduct(id);
  return product ? Math.min(LINE_LIMIT, stockOfSize(product, size)) : 0;
}

export function quantityOf(cart: Cart, id: string, size: string): number {
  return cart.find((line) => isLine(line, id, size))?.quantity ?? 0;
}

/** The cart with this line at `quantity`, kept within shelf and line limit; 0 takes the line out. */
export function withQuantity(cart: Cart, id: string, size: string, quantity: number): Cart {
  const kept = Math.max(0, Math.min(Math.trunc(quantity), limit(id, size)));
  if (kept === 0) return cart.filter((line) => !isLine(line, id, size));
  if (!cart.some((line) => isLine(line, id, size))) return [...cart, { id, size, quantity: kept }];
  return cart.map((line) => (isLine(line, id, size) ? { ...line, quantity: kept } : line));
}

export function adding(cart: Cart, id: string, size: string, quantity: number): Cart {
  return withQuantity(cart, id, size, quantityOf(cart, id, size) + quantity);
}

/** Lines with product and amount; a line whose product is no longer sold is left out. */
export function priced(cart: Cart): readonly PricedLine[] {
  return cart.flatMap((line) => {
    const product = findProduct(line.id);
    return product ? [{ ...line, product, amount: product.price * line.quantity }] : [];
  });
}

export function totalsOf(cart: Cart): Totals {
  const lines = priced(cart);
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const shipping = shippingFor(subtotal);
  return { quantity, subtotal, shipping, total: subtotal + shipping };
}

/** What stored text may hold after all: only well-formed lines of products on the shelf. */
export function parseCart(stored: unknown): Cart {
  if (!Array.isArray(stored)) return [];
  return stored.reduce<Cart>((cart, line: Partial<CartLine> | null) => {
    if (typeof line?.id !== "string" || typeof line.size !== "string") return cart;
    return withQuantity(cart, line.id, line.size, Number(line.quantity) || 0);
  }, []);
}
