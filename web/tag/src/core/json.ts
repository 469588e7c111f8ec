/** JSON out of values and into them, on pages that meddle with `toJSON` and `Object.prototype`. */
import { MAX_JSON_DEPTH } from "./limits.ts";

/** Like `JSON.stringify`, but of a copy: a `toJSON` that the page gave to lists is not asked. Throws on cycles. */
export const toJson = (value: unknown): string => JSON.stringify(own(value, 0)) ?? "null";

/** A copy in arrays and objects of our own. A value's own `toJSON` (dates) counts. */
function own(value: unknown, depth: number): unknown {
  if (depth > MAX_JSON_DEPTH) throw new RangeError("nested too deeply");
  if (typeof value === "bigint") return `${value}`;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (each) => own(each, depth + 1));
  const source = value as Record<string, unknown>;
  if (typeof source.toJSON === "function") return own(source.toJSON(), depth + 1);
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(source)) copy[key] = own(source[key], depth + 1);
  return copy;
}

/** The same, read: what a page has put on `Object.prototype` is not taken for something that was sent. */
export const withoutPrototypes = <T>(value: T): T => own(value, 0) as T;

/** Nothing for what is no JSON. */
export function fromJson(text: string | null | undefined): unknown {
  try {
    return withoutPrototypes(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}
