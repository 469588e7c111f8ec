// Two people changed the same draft: what each changed since they last agreed, and a text made of what is chosen. Lists of
// things with keys are compared by their keys, as the versions of a campaign are.

import { differences } from "../../../words/text/compare";
import { isRecord } from "../../../words/words";
import type { Text } from "./text";

export type Side = "mine" | "theirs";

/** A place where the two texts say different things. */
export interface Place {
  path: readonly string[];
  mine: unknown;
  theirs: unknown;
  /** Who changed it since; both: somebody has to choose. */
  changedBy: Side | "both";
}

export function places(base: unknown, mine: unknown, theirs: unknown): Place[] {
  return differences(mine, theirs).map(({ path }) => placeAt(path, base, mine, theirs));
}

/** Whole fields at the top of the text: what is mended in one of them never meets half of the other's. */
export function fieldPlaces(base: unknown, mine: unknown, theirs: unknown): Place[] {
  const fields = new Set(differences(mine, theirs).map(({ path: [field = ""] }) => field));
  // What a text is and how it is called is no matter of choice.
  return [...fields]
    .filter((field) => field !== "kind" && field !== "key")
    .map((field) => placeAt([field], base, mine, theirs));
}

function placeAt(path: readonly string[], base: unknown, mine: unknown, theirs: unknown): Place {
  const before = keyed(base, path);
  const [here, there] = [keyed(mine, path), keyed(theirs, path)];
  const changedBy = agree(before, here) ? "theirs" : agree(before, there) ? "mine" : "both";
  return { path, mine: here, theirs: there, changedBy };
}

const agree = (one: unknown, other: unknown): boolean => differences(one, other).length === 0;

/** What one would take without being asked: the change where only one changed; one's own otherwise. */
export const wish = (place: Place): Side => (place.changedBy === "theirs" ? "theirs" : "mine");

export const nameOfPlace = ({ path }: Place): string => path.join("/");

export function merged(mine: Text, found: readonly Place[], sideOf: (place: Place) => Side): Text {
  return found
    .filter((place) => sideOf(place) === "theirs")
    .reduce((text, { path, theirs }) => putKeyed(text, path, theirs) as Text, mine);
}

const placeIn = (list: readonly unknown[], key: string) =>
  list.findIndex((one) => isRecord(one) && one.key === key);

function keyed(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => {
    if (Array.isArray(found)) return found[placeIn(found, name)];
    return isRecord(found) ? found[name] : undefined;
  }, value);
}

function putKeyed(value: unknown, path: readonly string[], part: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  if (Array.isArray(value)) {
    const at = placeIn(value, name);
    const inner = putKeyed(at < 0 ? undefined : value[at], rest, part);
    if (at < 0) return inner === undefined ? value : [...value, inner];
    return inner === undefined ? value.filter((_, other) => other !== at) : value.with(at, inner);
  }
  const fields = isRecord(value) ? value : {};
  const inner = putKeyed(fields[name], rest, part);
  const { [name]: _, ...others } = fields;
  return inner === undefined ? others : { ...fields, [name]: inner };
}
