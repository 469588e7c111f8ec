import { categoryOf } from "./categories.js";
import { products } from "./index.js";
import type { Product } from "./types.js";

/** Longest query that is looked at, in characters; the rest is ignored. */
const QUERY_LIMIT = 100;

/** Full width to half width, katakana to hiragana, lower case: 「リネン」 finds 「りねん」. */
export function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function searchable(product: Product): string {
  const category = categoryOf(product.category).name;
  const texts = [product.name, category, product.lead, product.material];
  return normalise(`${texts.flatMap(({ ja, en }) => [ja, en]).join(" ")} ${product.words ?? ""}`);
}

const index = products.map((product) => ({ product, text: searchable(product) }));

/** Products that contain every word of the query, in shelf order; an empty query finds nothing. */
export function search(query: string): readonly Product[] {
  const words = normalise(query.slice(0, QUERY_LIMIT)).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return index.filter(({ text }) => words.every((word) => text.includes(word))).map(({ product }) => product);
}
