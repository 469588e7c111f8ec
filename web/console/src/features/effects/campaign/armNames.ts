// What the arms of an effect are called, and which colour each has: by its place among those that speak, as everywhere.

import { useLingui } from "@lingui/react/macro";
import type { ArmEffect } from "../../../api/types";

export interface NamedArm {
  effect: ArmEffect;
  name: string;
  place: number | "control";
}

/** Those that speak in the order of the text, the control last. */
export function useNamedArms(arms: readonly ArmEffect[]): NamedArm[] {
  const { t } = useLingui();
  const speaking = arms.filter(({ control }) => !control);
  const named = speaking.map((effect, place) => ({ effect, name: effect.arm, place }));
  const held = arms.filter(({ control }) => control);
  return [...named, ...held.map((effect) => ({ effect, name: t`Control`, place: "control" as const }))];
}
