/** The shelf: every product, and the questions pages ask about them. */
import { bags } from "./products/bags.js";
import { cloth } from "./products/cloth.js";
import { kitchen } from "./products/kitchen.js";
import { room } from "./products/room.js";
import { shoes } from "./products/shoes.js";
import { tableware } from "./products/tableware.js";
import { wear } from "./products/wear.js";
import type { CategoryKey, Product } from "./types.js";

export const products: readonly Product[] = [
  ...tableware,
  ...kitchen,
  ...cloth,
  ...wear,
  ...shoes,
  ...bags,
  ...room,
];

const byId = new Map(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

export function inCategory(category: CategoryKey): readonly Product[] {
  return products.filter((product) => product.category === category);
}

/** Newest first, at most `count`. */
export function arrivals(count: number): readonly Product[] {
  return [...products].sort((a, b) => b.since.localeCompare(a.since)).slice(0, count);
}

/** Pieces on the shelf over all sizes. */
export function stockOf(product: Product): number {
  return product.sizes ? product.sizes.reduce((sum, size) => sum + size.stock, 0) : product.stock;
}

/** Pieces of one size; a product without sizes has the size "". */
export function stockOfSize(product: Product, size: string): number {
  if (!product.sizes) return product.stock;
  return product.sizes.find(({ key }) => key === size)?.stock ?? 0;
}

/** Others of the same category first, then the next on the shelf. */
export function goesWith(product: Product, count: number): readonly Product[] {
  const same = inCategory(product.category).filter((other) => other.id !== product.id);
  const others = products.filter((other) => other.category !== product.category);
  const start = products.indexOf(product);
  const turned = [...others.slice(start % others.length), ...others.slice(0, start % others.length)];
  return [...same, ...turned].slice(0, count);
}
