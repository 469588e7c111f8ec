// Problems of a condition beside the rows they are about.

import type { Group } from "./tree";
import { type Places, placesOf } from "./write";

/** Where in the condition, and what is the matter. */
export interface PlaceProblem {
  path: string;
  message: string;
}

export type ProblemsByRow = ReadonlyMap<string, readonly string[]>;

export const NO_PROBLEMS: ProblemsByRow = new Map();

/** Each problem goes to the row that lies nearest above its place; the root takes the rest. */
export function problemsByRow(root: Group, problems: readonly PlaceProblem[]): ProblemsByRow {
  if (problems.length === 0) return NO_PROBLEMS;
  const places = placesOf(root);
  const found = new Map<string, string[]>();
  for (const { path, message } of problems) {
    const id = nearest(places, path) ?? root.id;
    const told = found.get(id) ?? [];
    if (!told.includes(message)) found.set(id, [...told, message]);
  }
  return found;
}

function nearest(places: Places, path: string): string | null {
  let best: { id: string; length: number } | null = null;
  for (const [id, place] of places) {
    if (!isAtOrAbove(place, path) || place === "") continue;
    if (!best || place.length >= best.length) best = { id, length: place.length };
  }
  return best?.id ?? null;
}

const isAtOrAbove = (place: string, path: string) =>
  path === place || (path.startsWith(place) && [".", "["].includes(path.charAt(place.length)));

/** The places below one name of a text, named from there: `condition.$or[1]` → `$or[1]`. */
export function below(name: string, problems: readonly PlaceProblem[]): PlaceProblem[] {
  return problems
    .filter(({ path }) => isAtOrAbove(name, path))
    .map(({ path, message }) => ({ path: path.slice(name.length).replace(/^\./, ""), message }));
}
