// What a message is: its format, or a change of what the page says; and how it is answered.

import { type Answer, type Format, put, type Step } from "./shape";

export type Kind = Format | "rewrite";
export const KINDS: readonly Kind[] = ["corner", "modal", "bar", "toast", "inline", "fullscreen", "rewrite"];

export const kindOf = (step: Step): Kind => (isRewrite(step) ? "rewrite" : step.format);
export const isRewrite = ({ format, rewrite }: Step): boolean => format === "inline" && rewrite !== undefined;

/** Another format. What only the last one could hold goes; what the visitor reads stays. */
export function withKind(step: Step, kind: Kind): Step {
  const format = kind === "rewrite" ? "inline" : kind;
  let next: Step = { ...step, format };
  if (kind !== "toast") next = put(next, "duration", undefined);
  if (kind !== "inline") next = put(put(next, "selector", undefined), "position", undefined);
  next = put(next, "rewrite", kind === "rewrite" ? (step.rewrite ?? [{ selector: "" }]) : undefined);
  if (kind === "inline") next = { selector: "", ...next };
  return next;
}

/** How it is answered: nothing to press, one of some choices, or more. */
export type Way = "none" | Answer;
export const WAYS: readonly Way[] = ["none", "single", "multiple", "text", "rating", "form"];

export function wayOf(step: Step): Way {
  if (step.type === "question") return step.answer ?? "single";
  return (step.choices ?? []).length > 0 ? "single" : "none";
}

/** What a format can be answered by: a toast goes before one has thought. */
export const waysFor = (kind: Kind): readonly Way[] => (kind === "toast" ? ["none", "single"] : WAYS);

export function withWay(step: Step, way: Way): Step {
  if (way === wayOf(step)) return step;
  const byChoice = way === "single" || way === "multiple";
  let next = put(step, "answer", way === "none" || way === "single" ? undefined : way);
  if (way === "none" || way === "single") next = { ...next, type: "message" };
  else next = { ...next, type: "question" };
  if (!byChoice) next = put(next, "choices", undefined);
  else if ((step.choices ?? []).length === 0) next = { ...next, choices: [{ key: "answer_1", label: "" }] };
  next = put(
    next,
    "fields",
    way === "form" ? (step.fields ?? [{ key: "field_1", type: "text" }]) : undefined,
  );
  next = put(next, "max", way === "rating" ? (step.max ?? 5) : undefined);
  if (way !== "text") next = put(next, "placeholder", undefined);
  if (way === "none" || way === "single") next = put(next, "submit", undefined);
  return next;
}

/** A first draft that can be published as soon as it has words. */
export const newStep = (kind: Kind = "corner"): Step =>
  withKind({ type: "message", format: "corner", title: "", body: "" }, kind);
