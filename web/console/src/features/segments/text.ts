// What pages read of a segment's text; nothing is taken for granted.

import { isRecord } from "../../words/words";

export const conditionOf = (text: unknown): unknown => (isRecord(text) ? (text.condition ?? {}) : {});
