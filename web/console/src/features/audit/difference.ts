// What differs between two values of any shape, place by place. The record keeps texts, roles and settings alike, so
// nothing is assumed of them.

export interface Differing {
  /** `arms[0].weight`; empty for the whole. */
  path: string;
  before: unknown;
  after: unknown;
}

/** More than anybody reads in a panel; the rest is counted. */
export const mostDifferences = 200;

const isTree = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === "object" && value !== null;

const join = (path: string, key: string, isList: boolean) =>
  isList ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;

export function differences(before: unknown, after: unknown, path = ""): Differing[] {
  if (isTree(before) && isTree(after) && Array.isArray(before) === Array.isArray(after)) {
    const isList = Array.isArray(before);
    const [old, fresh] = [before as Record<string, unknown>, after as Record<string, unknown>];
    const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
    return names.flatMap((name) => differences(old[name], fresh[name], join(path, name, isList)));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}
