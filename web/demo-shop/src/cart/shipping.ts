/** Yen, everywhere in the country. */
export const SHIPPING_FEE = 550;

/** Yen, tax included, from which shipping is free. The campaigns' texts name the same figure. */
export const FREE_SHIPPING_FROM = 5500;

/** Yen; an empty cart ships nothing. */
export function shippingFor(subtotal: number): number {
  if (subtotal === 0 || subtotal >= FREE_SHIPPING_FROM) return 0;
  return SHIPPING_FEE;
}

/** Yen that are still missing for free shipping, 0 when it is free. */
export function missingForFreeShipping(subtotal: number): number {
  return Math.max(0, FREE_SHIPPING_FROM - subtotal);
}
