/** The parts of a campaign's text that pages read. The text comes from the API as it was written; nothing is taken for granted. */

export type LocalText = string | Record<string, string>;

export interface Choice {
  key: string;
  label?: LocalText;
  next?: string | null;
  href?: string | null;
}

export interface Step {
  type: string;
  format?: string | null;
  answer?: string | null;
  title?: LocalText | null;
  body?: LocalText | null;
  choices?: Choice[] | null;
  fields?: { key: string; label?: LocalText; type?: string }[] | null;
  cases?: { when: unknown; next: string }[] | null;
  else?: string | null;
  next?: string | null;
  on_close?: string | null;
  for?: string | null;
  where?: unknown;
  submit?: LocalText | null;
  coupon?: { code?: string; label?: LocalText } | null;
  image?: { src: string; alt?: LocalText } | null;
  video?: { src: string; alt?: LocalText } | null;
  countdown?: { until?: string } | null;
  rewrite?: unknown[] | null;
  selector?: string | null;
}

export interface Arm {
  key: string;
  weight?: number | null;
  scenario: { start: string; steps: Record<string, Step> };
}

export type Status = "draft" | "running" | "paused" | "ended";

export interface Cap {
  max: number;
  per: string;
}

export interface CampaignText {
  key: string;
  name?: string | null;
  status?: Status | null;
  audience?: unknown;
  trigger: { on: string; name: string; where?: unknown; params?: Record<string, unknown> | null };
  arms: Arm[];
  control?: number | null;
  goal?: { event: string; where?: unknown; within?: string | null; value?: string | null } | null;
  caps?: Cap[] | null;
  priority?: number | null;
  schedule?: { from?: string | null; until?: string | null } | null;
  stop?: string[] | null;
  tags?: string[] | null;
  needs_verified?: boolean | null;
}

/** What the engine takes when a text names no control share (percent). */
export const DEFAULT_CONTROL = 20;
/** What the engine takes when a goal names no time. */
export const DEFAULT_WITHIN = "7d";

/** What people call it. */
export function nameOf(text: { key: string; name?: string | null | undefined }): string {
  return text.name || text.key;
}

/** A text in the reader's language, else in any it has. */
export function inLanguage(text: LocalText | null | undefined, locale: string): string {
  if (text === null || text === undefined) return "";
  if (typeof text === "string") return text;
  return text[locale] ?? text.ja ?? text.en ?? Object.values(text)[0] ?? "";
}

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

function waysOut(step: Step): string[] {
  const ways = [
    ...(step.choices ?? []).map((choice) => choice.next ?? step.next),
    ...(step.cases ?? []).map((one) => one.next),
    step.else,
    step.next,
    step.on_close,
  ];
  return ways.filter((way): way is string => Boolean(way) && way !== "end");
}
