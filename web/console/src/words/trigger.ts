// A campaign's moment in words: 「迷っているとき（迷いの強さが60以上、見ているページが「/cart」で始まる）」.

import { attributeName } from "./attributes";
import { conditionLine } from "./condition";
import { eventName, signalName } from "./eventNames";
import { spanWords } from "./span";
import { valueWords } from "./values";
import { isRecord, type Json, say, type Words } from "./words";

export interface Trigger {
  on: string;
  name: string;
  params?: Record<string, Json> | null | undefined;
  where?: Json;
  /** How long afterwards it speaks: `5m`. */
  after?: Json;
}

/** A trigger as a text has it. */
export function triggerIn(text: unknown): Trigger | null {
  if (!isRecord(text) || !text.name) return null;
  const { on, name, params, where, after } = text;
  return { on: String(on), name: String(name), params: isRecord(params) ? params : {}, where, after };
}

export function triggerLine(words: Words, trigger: Trigger): string {
  const demands = [...paramWords(words, trigger.params ?? {}), ...whereWords(words, trigger.where)];
  const moment = laterWords(words, momentWords(words, trigger), trigger.after);
  if (demands.length === 0) return moment;
  return words.language === "ja" ? `${moment}（${demands.join("、")}）` : `${moment} (${demands.join(", ")})`;
}

function momentWords(words: Words, { on, name }: Trigger): string {
  if (on === "signal") return signalName(words, name);
  const segment = words.segment(name);
  if (on === "segment_entered")
    return say(words, {
      ja: `セグメント「${segment}」に入ったとき`,
      en: `On entering the segment “${segment}”`,
    });
  if (on === "segment_left")
    return say(words, {
      ja: `セグメント「${segment}」を出たとき`,
      en: `On leaving the segment “${segment}”`,
    });
  const event = eventName(words, name);
  return say(words, { ja: `${event}のとき`, en: `On ${event}` });
}

function laterWords(words: Words, moment: string, after: Json): string {
  if (typeof after !== "string") return moment;
  const span = spanWords(words, after);
  return say(words, { ja: `${moment}、その${span}後`, en: `${moment}, ${span} later` });
}

/** Numbers are reached, texts are met exactly. */
function paramWords(words: Words, params: Record<string, Json>): string[] {
  return Object.entries(params).map(([name, asked]) => {
    const { subject, unit } = attributeName(words, name);
    const value = valueWords(words, asked, unit);
    if (typeof asked === "number")
      return say(words, { ja: `${subject}が${value}以上`, en: `${subject} at least ${value}` });
    return say(words, { ja: `${subject}が${value}`, en: `${subject} ${value}` });
  });
}

function whereWords(words: Words, where: Json): string[] {
  if (!isRecord(where) || Object.keys(where).length === 0) return [];
  const line = conditionLine(words, where);
  return [words.language === "en" ? line.charAt(0).toLowerCase() + line.slice(1) : line];
}
