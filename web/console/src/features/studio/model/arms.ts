// The arms of a campaign and the share of visitors that each gets.

import { isRecord } from "../../../words/words";
import { freeKey } from "./keys";
import { type Text, write } from "./text";

export type Arm = Readonly<Record<string, unknown>>;

/** What the engine takes when a text names no control (percent). */
export const DEFAULT_CONTROL = 20;
/** The engine's own bound (`ARMS`). */
export const MOST_ARMS = 20;
const RESERVED = "control";

export const armsOf = (text: Text): readonly Arm[] =>
  Array.isArray(text.arms) ? text.arms.map((arm) => (isRecord(arm) ? arm : {})) : [];
export const armKey = (arm: Arm): string => (typeof arm.key === "string" ? arm.key : "");
export const scenarioOf = (arm: Arm | undefined): Text => (isRecord(arm?.scenario) ? arm.scenario : {});
export const weightOf = (arm: Arm): number => (typeof arm.weight === "number" ? arm.weight : 1);
export const controlOf = (text: Text): number =>
  typeof text.control === "number" ? text.control : DEFAULT_CONTROL;

/** Percent of the assigned visitors each arm gets, in their order. */
export function shares(text: Text): number[] {
  const weights = armsOf(text).map(weightOf);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const left = 100 - controlOf(text);
  return weights.map((weight) => (all > 0 ? (left * weight) / all : 0));
}

export const setScenario = (text: Text, arm: number, scenario: Text): Text =>
  write(text, ["arms", arm, "scenario"], scenario);

const keysOf = (text: Text) => [...armsOf(text).map(armKey), RESERVED];

export function addArm(text: Text, scenario: Text, wish: string): Text {
  const arm = { key: freeKey(wish, keysOf(text)), scenario };
  return write(text, ["arms"], [...armsOf(text), arm]);
}

export function duplicateArm(text: Text, place: number): Text {
  const arms = armsOf(text);
  const arm = arms[place];
  if (!arm) return text;
  const copy = { ...arm, key: freeKey(armKey(arm) || "arm", keysOf(text)) };
  return write(text, ["arms"], [...arms.slice(0, place + 1), copy, ...arms.slice(place + 1)]);
}

export function removeArm(text: Text, place: number): Text {
  const arms = armsOf(text);
  return arms.length <= 1
    ? text
    : write(
        text,
        ["arms"],
        arms.filter((_, other) => other !== place),
      );
}
