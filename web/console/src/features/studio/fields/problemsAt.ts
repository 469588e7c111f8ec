// What is wrong with a place inside a step, for the field that holds it.

import { below, type PlaceProblem } from "../../conditions/model/places";

/** Problems of exactly this place, as one text; nothing where there are none. */
export function errorAt(problems: readonly PlaceProblem[], place: string): string | undefined {
  const own = below(place, problems).filter(({ path }) => path === "");
  return own.length > 0 ? [...new Set(own.map(({ message }) => message))].join(" ") : undefined;
}
