// An arm's scenario: its steps, the ways out of them, and what can be done to it. Pure; a scenario is the JSON of the text.

import { isAwaiting } from "../../../words/steps";
import { isRecord } from "../../../words/words";
import { freeKey } from "./keys";
import { read, renamed, type Text, write } from "./text";

export type Step = Readonly<Record<string, unknown>>;
export type StepKind = "message" | "question" | "branch" | "split" | "wait" | "traits";
/** A step with its key, as it is carried from one place to another. */
export interface KeyedStep {
  key: string;
  step: Step;
}

export const END = "end";
export const KINDS: readonly StepKind[] = ["message", "question", "branch", "split", "wait", "traits"];
/** The engine's own bound (`SCENARIO_STEPS`). */
export const MOST_STEPS = 100;

/** One way out of a step. */
export interface Way {
  /** The field that says where: `choices[0].next`, `next`, `on_close`, `cases[0].next`, `ways[0].next`, `else`. */
  at: WayField;
  to: string;
  /** What kind of way, for its words; `place` counts answers, cases and shares. */
  kind: "choice" | "next" | "close" | "case" | "share" | "else";
  place: number;
  /** The step itself does not say it: the default holds. */
  isDefault: boolean;
}
export type WayField =
  | readonly ["choices" | "cases" | "ways", number, "next"]
  | readonly ["next" | "on_close" | "else"];

export const stepsOf = (scenario: unknown): Readonly<Record<string, Step>> => {
  const steps = isRecord(scenario) ? scenario.steps : undefined;
  if (!isRecord(steps)) return {};
  return Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, isRecord(step) ? step : {}]));
};
export const startOf = (scenario: unknown): string => textAt(scenario, "start") ?? "";
export const kindOf = (step: Step): StepKind | "end" => {
  const kind = String(step.type ?? "message");
  return kind === END || KINDS.includes(kind as StepKind) ? (kind as StepKind) : "message";
};
export const isSpoken = (step: Step): boolean => ["message", "question"].includes(kindOf(step));
/** Says nothing and goes on at once: what it leads to is met with what led to it. */
export const isPassedAtOnce = (step: Step): boolean => ["branch", "split", "traits"].includes(kindOf(step));
export const listAt = (
  step: Step,
  field: "choices" | "cases" | "ways" | "fields",
): readonly Readonly<Record<string, unknown>>[] => {
  const list = step[field];
  return Array.isArray(list) ? list.map((one) => (isRecord(one) ? one : {})) : [];
};
const textAt = (of: unknown, field: string): string | undefined => {
  const found = isRecord(of) ? of[field] : undefined;
  return typeof found === "string" ? found : undefined;
};

/** How a question is answered; a message by one choice. */
export const answerKind = (step: Step): string => textAt(step, "answer") ?? "single";

/** The ways out, in the order in which they are met: answers, the common way on, closing. As the engine goes them. */
export function waysOut(step: Step): Way[] {
  const kind = kindOf(step);
  const way = (at: WayField, kind: Way["kind"], place = 0): Way => {
    const said = read(step, at);
    const inherited = kind === "choice" ? textAt(step, "next") : undefined;
    const to = typeof said === "string" ? said : (inherited ?? END);
    return { at, to, kind, place, isDefault: typeof said !== "string" };
  };
  if (kind === "end") return [];
  if (kind === "wait")
    return isAwaiting(step) ? [way(["next"], "next"), way(["else"], "else")] : [way(["next"], "next")];
  if (kind === "traits") return [way(["next"], "next")];
  if (kind === "split")
    return listAt(step, "ways").map((_, place) => way(["ways", place, "next"], "share", place));
  if (kind === "branch") {
    const cases = listAt(step, "cases").map((_, place) => way(["cases", place, "next"], "case", place));
    return [...cases, way(["else"], "else")];
  }
  const close = way(["on_close"], "close");
  const choices = listAt(step, "choices");
  if (kind === "message" && choices.length === 0) return [close];
  if (answerKind(step) !== "single") return [way(["next"], "next"), close];
  return [...choices.map((_, place) => way(["choices", place, "next"], "choice", place)), close];
}

/** The steps as a visitor meets them: from the start, answers in their order; what nothing leads to stands last. */
export function inOrder(scenario: unknown): string[] {
  const steps = stepsOf(scenario);
  const reached = new Set<string>();
  const waiting = [startOf(scenario)];
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const step = steps[key];
    if (!step || reached.has(key)) continue;
    reached.add(key);
    waiting.push(...waysOut(step).map((way) => way.to));
  }
  return [...reached, ...Object.keys(steps).filter((key) => !reached.has(key))];
}

export const isReached = (scenario: unknown, key: string): boolean =>
  startOf(scenario) === key ||
  Object.values(stepsOf(scenario)).some((step) => waysOut(step).some((way) => way.to === key));

// Changes ---------------------------------------------------------------------------------------------------------

export const setStep = (scenario: Text, key: string, step: Step): Text =>
  write(scenario, ["steps", key], step);
export const setStart = (scenario: Text, key: string): Text => write(scenario, ["start"], key);

export const lead = (step: Step, at: WayField, to: string): Step => write(step, at, to);
export const setWay = (scenario: Text, key: string, at: WayField, to: string): Text =>
  setStep(scenario, key, lead(stepsOf(scenario)[key] ?? {}, at, to));

const keysOf = (scenario: unknown) => Object.keys(stepsOf(scenario));

/** Adds a step, led to from a way where one is given; the first step of all becomes the start. */
export function addStep(
  scenario: Text,
  { key, step }: KeyedStep,
  from?: { key: string; at: WayField },
): { scenario: Text; key: string } {
  const free = freeKey(key, [...keysOf(scenario), END]);
  let made = setStep(scenario, free, step);
  if (from) made = setWay(made, from.key, from.at, free);
  if (keysOf(scenario).length === 0) made = setStart(made, free);
  return { scenario: made, key: free };
}

/** The first answer that leads nowhere yet; closing does not count. */
export const openWay = (step: Step): WayField | null =>
  waysOut(step).find((way) => way.to === END && way.kind !== "close")?.at ?? null;

/** A step put between a way and where it leads. */
export function insertStep(scenario: Text, from: { key: string; at: WayField }, added: KeyedStep) {
  const to =
    waysOut(stepsOf(scenario)[from.key] ?? {}).find((way) => String(way.at) === String(from.at))?.to ?? END;
  const step = to === END ? added.step : leadOn(added.step, to);
  return addStep(scenario, { key: added.key, step }, from);
}

/** What the step itself does not answer goes on to `to`. */
function leadOn(step: Step, to: string): Step {
  const [first] = waysOut(step);
  return first ? lead(step, first.at, to) : step;
}

/** Where to go in the place of a step that is taken out: to where its first way leads. */
function onwards(steps: Readonly<Record<string, Step>>, key: string): string {
  const to = waysOut(steps[key] ?? {})[0]?.to ?? END;
  return to === key ? END : to;
}

/** Takes a step out; what led to it leads on to where it would have led. The last one stays. */
export function removeStep(scenario: Text, key: string): Text {
  const steps = stepsOf(scenario);
  if (!(key in steps) || Object.keys(steps).length === 1) return scenario;
  const to = onwards(steps, key);
  const { [key]: _, ...others } = steps;
  const led = redirected(others, key, to);
  const made = write(scenario, ["steps"], led);
  if (startOf(scenario) !== key) return made;
  const start = to !== END && to in led ? to : Object.keys(led)[0];
  return setStart(made, start ?? "");
}

function redirected(steps: Readonly<Record<string, Step>>, from: string, to: string): Record<string, Step> {
  const lead_ = (step: Step) =>
    everyWay(step)
      .filter((at) => read(step, at) === from)
      .reduce((made, at) => lead(made, at, to), step);
  return Object.fromEntries(Object.entries(steps).map(([key, step]) => [key, lead_(step)]));
}

/** Every field that names a step, whether the engine goes that way or not. */
function everyWay(step: Step): WayField[] {
  return [
    ...listAt(step, "choices").map((_, place) => ["choices", place, "next"] as const),
    ...listAt(step, "cases").map((_, place) => ["cases", place, "next"] as const),
    ...listAt(step, "ways").map((_, place) => ["ways", place, "next"] as const),
    ["next"],
    ["on_close"],
    ["else"],
  ];
}

/** Another key for a step; everything that leads to it follows. */
export function renameStep(scenario: Text, from: string, to: string): Text {
  const steps = stepsOf(scenario);
  if (from === to || !(from in steps) || to in steps || to === END) return scenario;
  const made = write(scenario, ["steps"], redirected(renamed(steps, from, to), from, to));
  return startOf(scenario) === from ? setStart(made, to) : made;
}

export function duplicateStep(scenario: Text, key: string): { scenario: Text; key: string } {
  const step = stepsOf(scenario)[key];
  return step ? addStep(scenario, { key, step }) : { scenario, key };
}

/** Puts in a step from elsewhere: ways to steps that are not here lead to the end. */
export function pasteStep(scenario: Text, { key, step }: KeyedStep, from?: { key: string; at: WayField }) {
  const here = new Set([...keysOf(scenario), END]);
  const lost = everyWay(step).filter((at) => {
    const to = read(step, at);
    return typeof to === "string" && !here.has(to);
  });
  const fitting = lost.reduce((made, at) => lead(made, at, END), step);
  return addStep(scenario, { key, step: fitting }, from);
}

/** A new answer after the last one that goes on; what declines stays last. */
export function addChoice(step: Step, choice: Readonly<Record<string, unknown>>): Step {
  const choices = listAt(step, "choices");
  const key = freeKey(
    String(choice.key),
    choices.map((one) => String(one.key)),
  );
  const last = choices.at(-1);
  const isDeclining = choices.length > 1 && ["none", "no"].includes(String(last?.key));
  const made = { ...choice, key };
  return write(step, ["choices"], isDeclining ? [...choices.slice(0, -1), made, last] : [...choices, made]);
}

export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = from + by;
  const made = [...list];
  if (to < 0 || to >= made.length) return made;
  const [one] = made.splice(from, 1);
  made.splice(to, 0, one as T);
  return made;
}
