// The questions that campaigns ask, by the attribute that conditions read their answers from: `answers.<campaign>.<step>`.

import { localText } from "./names";
import { isRecord, type Json, type Language, type Words } from "./words";

export interface Asked {
  /** `answers.gift.ask`. */
  path: string;
  /** What the visitor reads first; the step's key where it says nothing yet. */
  question: string;
  /** What an answer is: `string`, `number`, `list`. */
  type: string;
  /** The answers to choose from, as they are stored and as they are read; none where it is answered freely. */
  choices: readonly { key: string; label: string }[];
}

const TYPES: Record<string, string> = {
  single: "string",
  multiple: "list",
  text: "string",
  rating: "number",
};

/**
 * Every question of a campaign's text, each once: arms that say it in other words share the step's key, and offer what any of
 * them does. A key with a dot cannot be asked for: dots divide the attribute's name.
 */
export function askedIn(campaign: string, text: Json, language: Language): Asked[] {
  const arms = isRecord(text) && Array.isArray(text.arms) ? text.arms : [];
  const found = new Map<string, Asked>();
  for (const arm of arms) {
    const scenario = isRecord(arm) && isRecord(arm.scenario) ? arm.scenario : {};
    for (const [key, step] of Object.entries(isRecord(scenario.steps) ? scenario.steps : {})) {
      const asked = isRecord(step) ? questionOf(campaign, key, step, language) : null;
      if (asked) found.set(asked.path, together(found.get(asked.path), asked));
    }
  }
  return [...found.values()];
}

function together(first: Asked | undefined, more: Asked): Asked {
  if (!first) return more;
  const known = new Set(first.choices.map(({ key }) => key));
  return { ...first, choices: [...first.choices, ...more.choices.filter(({ key }) => !known.has(key))] };
}

function questionOf(campaign: string, key: string, step: Record<string, Json>, language: Language) {
  const all = Array.isArray(step.choices) ? step.choices.filter(isRecord) : [];
  const answer = typeof step.answer === "string" ? step.answer : "single";
  const type = TYPES[answer];
  const isQuestion = step.type === "question" || all.length > 1;
  if (!isQuestion || type === undefined || `${campaign}${key}`.includes(".")) return null;
  const choices = all.map((choice) => {
    const stored = String(choice.key);
    return { key: stored, label: localText(choice.label, language) || stored };
  });
  const question = localText(step.title, language) || localText(step.body, language) || key;
  return { path: `answers.${campaign}.${key}`, question, type, choices };
}

/** The same words, which know these questions too. */
export function withAnswers(words: Words, asked: readonly Asked[]): Words {
  if (asked.length === 0) return words;
  const own = new Map(asked.map((one) => [one.path, one]));
  return { ...words, asked: (path) => own.get(path) ?? words.asked?.(path) ?? null };
}

/** An answer as it is read, in the place of how it is stored; also inside of lists and tests. */
export function inLabels(asked: Asked | null | undefined, value: Json): Json {
  if (!asked) return value;
  if (typeof value === "string") return asked.choices.find(({ key }) => key === value)?.label ?? value;
  if (Array.isArray(value)) return value.map((one) => inLabels(asked, one));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inLabels(asked, one)]));
}
