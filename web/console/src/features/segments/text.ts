// What pages read of a segment's text; nothing is taken for granted.

import type { PublishedText } from "../../api/types";
import { isRecord } from "../../words/words";

export const conditionOf = (text: unknown): unknown => (isRecord(text) ? (text.condition ?? {}) : {});

export function nameOf({ key, text }: Pick<PublishedText, "key" | "text">): string {
  return isRecord(text) && typeof text.name === "string" && text.name !== "" ? text.name : key;
}

/** A segment as `kizukai apply` reads it: an example for those who have none. */
export const exampleText = (name: string) => `kind: segment
key: full-cart
name: ${name}
condition: {"cart.subtotal": {"$gte": 5000}}
`;
