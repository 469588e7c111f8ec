/** The parts of a campaign's text that pages read. The text comes from the API as it was written; nothing is taken for granted. */

import type { Arm, Campaign, Status, Step } from "../../api/types";
import { isRecord } from "../../words/words";

/** A text as it was written; one that is published names no other status. */
export type CampaignText = Omit<Campaign, "status"> & { status?: Status | null };

/** What the engine takes when a text names no control share (percent). */
export const DEFAULT_CONTROL = 20;

/** The formats of an arm's messages, in the order in which they are met, each once. */
export function formatsOf(arms: Arm[]): string[] {
  const formats = arms.flatMap((arm) => stepsInOrder(arm).map(({ step }) => step.format));
  return [...new Set(formats.filter((format): format is string => Boolean(format)))];
}

export interface OrderedStep {
  key: string;
  step: Step;
}

/** The steps as a visitor meets them: from the start, answers in their order; what nothing leads to stands last. */
export function stepsInOrder(arm: Arm): OrderedStep[] {
  const { start, steps } = arm.scenario;
  const reached = new Set<string>();
  const waiting = [start];
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const step = steps[key];
    if (!step || reached.has(key)) continue;
    reached.add(key);
    waiting.push(...waysOut(step));
  }
  const keys = [...reached, ...Object.keys(steps).filter((key) => !reached.has(key))];
  return keys.flatMap((key) => {
    const step = steps[key];
    return step && step.type !== "end" ? [{ key, step }] : [];
  });
}

/** The ways of a split, each with where it leads. */
export function splitWays(step: object): { next: string }[] {
  const ways = "ways" in step && Array.isArray(step.ways) ? step.ways.filter(isRecord) : [];
  return ways.map(({ next }) => ({ next: typeof next === "string" ? next : "end" }));
}

/** In the order in which they are met: of a wait, first when it comes. */
function waysOut(step: Step): string[] {
  const onwards = step.type === "wait" ? [step.next, step.else] : [step.else, step.next];
  const ways = [
    ...(step.choices ?? []).map((choice) => choice.next ?? step.next),
    ...(step.cases ?? []).map((one) => one.next),
    ...splitWays(step).map(({ next }) => next),
    ...onwards,
    step.on_close,
  ];
  return ways.filter((way): way is string => Boolean(way) && way !== "end");
}
