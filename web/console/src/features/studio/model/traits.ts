// The traits that a step writes, as rows. A row without a name is in the text as well: there can be one, and it is what
// publishing asks for.

import { isRecord } from "../../../words/words";
import type { Step } from "./scenario";
import { renamed, write } from "./text";

/** The engine's own bound (`TRAITS_OF_STEP`). */
export const MOST_TRAITS = 20;
export const TRAIT_TYPES = ["text", "number", "boolean", "removed"] as const;
export type TraitType = (typeof TRAIT_TYPES)[number];

export const traitsOf = (step: Step): Readonly<Record<string, unknown>> =>
  isRecord(step.set) ? step.set : {};

/** Null for what no trait can be: a list, an object. */
export function traitType(value: unknown): TraitType | null {
  if (value === null) return "removed";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : null;
}

/** What can be read as the other type is kept: 「3」 is 3. */
export function asTraitType(value: unknown, type: TraitType): unknown {
  switch (type) {
    case "removed":
      return null;
    case "boolean":
      return value === true || value === "true";
    case "number": {
      const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value ?? 0);
      return Number.isFinite(number) ? number : 0;
    }
    case "text":
      return typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);
  }
}

export const setTrait = (step: Step, name: string, value: unknown): Step =>
  write(step, ["set"], { ...traitsOf(step), [name]: value });

export const canAddTrait = (step: Step): boolean => {
  const traits = traitsOf(step);
  return !("" in traits) && Object.keys(traits).length < MOST_TRAITS;
};

export const addTrait = (step: Step): Step => (canAddTrait(step) ? setTrait(step, "", "") : step);

export function removeTrait(step: Step, name: string): Step {
  const { [name]: _, ...others } = traitsOf(step);
  return write(step, ["set"], others);
}

/** Another name for a row, in its place; a name that is there already stays its own row's. */
export function renameTrait(step: Step, from: string, to: string): Step {
  const traits = traitsOf(step);
  return from === to || to in traits ? step : write(step, ["set"], renamed(traits, from, to));
}

/** What conditions and messages cannot read: dots divide names, and `$` begins an operator. */
export const isTraitName = (name: string): boolean =>
  name.trim() !== "" && !name.includes(".") && !name.startsWith("$");
