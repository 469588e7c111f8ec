import type { DrawingName } from "../drawing/index.js";

export type Language = "ja" | "en";

/** A text in both languages of the shop. */
export type Text = Readonly<Record<Language, string>>;

export const CATEGORY_KEYS = ["tableware", "kitchen", "cloth", "wear", "shoes", "bags", "room"] as const;
export type CategoryKey = (typeof CATEGORY_KEYS)[number];

export interface Category {
  key: CategoryKey;
  name: Text;
  lead: Text;
  drawing: DrawingName;
}

export type ChartKey = "shirt" | "sweater" | "trousers" | "apron" | "socks" | "shoes" | "roomShoes";

export interface Size {
  /** What the visitor chooses and the order carries: "M", "24.0". */
  key: string;
  /** Pieces on the shelf. */
  stock: number;
}

export interface Product {
  /** Also the last part of the address, and `product_id` in events. */
  id: string;
  category: CategoryKey;
  name: Text;
  /** Yen, tax included. */
  price: number;
  /** One line below the name. */
  lead: Text;
  /** One paragraph. */
  story: Text;
  material: Text;
  dimensions: Text;
  care: Text;
  drawing: DrawingName;
  /** Pieces on the shelf; for products with sizes the sum of the sizes counts instead. */
  stock: number;
  sizes?: readonly Size[];
  chart?: ChartKey;
  /** Day the product arrived, newest first in the list (ISO date). */
  since: string;
  /** Words that also find it in the search, besides the texts above. */
  words?: string;
}
