// What differs between two values, place by place: two versions of a text, or how a thing was before and after a change.

import { isRecord } from "../words";

export type Difference =
  | { path: string[]; kind: "added"; after: unknown }
  | { path: string[]; kind: "removed"; before: unknown }
  | { path: string[]; kind: "changed"; before: unknown; after: unknown };

/** Places that are one thing to a reader, so nothing inside them is listed on its own. */
const WHOLE = new Set([
  "audience",
  "exit",
  "where",
  "condition",
  "when",
  "schedule",
  "caps",
  "stop",
  "tags",
  "params",
]);

/** More than anybody reads; the rest is counted. */
export const MOST_DIFFERENCES = 200;

/** In the order of the later one. What was not there had no fields. */
export function differences(before: unknown, after: unknown): Difference[] {
  return compare([], before ?? {}, after ?? {});
}

function compare(path: string[], before: unknown, after: unknown): Difference[] {
  if (same(before, after)) return [];
  const place = path.at(-1);
  const isWhole = place !== undefined && WHOLE.has(place);
  if (isAbsent(before)) return [{ path, kind: "added", after }];
  if (isAbsent(after)) return [{ path, kind: "removed", before }];
  if (!isWhole) {
    const pair = fieldsOf(before, after);
    if (pair) return compareFields(path, ...pair);
  }
  return [{ path, kind: "changed", before, after }];
}

type Fields = Record<string, unknown>;

function compareFields(path: string[], before: Fields, after: Fields): Difference[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => compare([...path, name], before[name], after[name]));
}

/** Both as fields: objects as they are, lists of things with keys by their keys. */
function fieldsOf(before: unknown, after: unknown): [Fields, Fields] | undefined {
  if (isRecord(before) && isRecord(after)) return [before, after];
  const keyed = [before, after].map(byKey);
  const [from, to] = keyed;
  return from && to ? [from, to] : undefined;
}

function byKey(list: unknown): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries = list.map((item) => [isRecord(item) ? item.key : undefined, item] as const);
  const keys = entries.map(([key]) => key);
  const hasKeys = keys.every((key) => typeof key === "string") && new Set(keys).size === keys.length;
  return hasKeys ? Object.fromEntries(entries.map(([key, item]) => [String(key), item])) : undefined;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** Equal as texts: absent is null, and the order of fields means nothing. */
function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, field]) => !isAbsent(field))
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
