// What pages read of a segment's text; nothing is taken for granted.

import { isRecord } from "../../words/words";

export const conditionOf = (text: unknown): unknown => (isRecord(text) ? (text.condition ?? {}) : {});

/** A segment as `kizukai apply` reads it: an example for those who have none. */
export const exampleText = (name: string) => `kind: segment
key: full-cart
name: ${name}
condition: {"cart.subtotal": {"$gte": 5000}}
`;
