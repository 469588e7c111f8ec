// What the steps that say nothing do, in words: waits, splits, written traits. For the flow, the list and the page of a
// campaign alike. The texts come as they were written; nothing of them is taken for granted.

import { fieldName } from "./attributes";
import { conditionLine } from "./condition";
import { eventName } from "./eventNames";
import { momentWords } from "./moment";
import { spanWords } from "./span";
import { plainNumber } from "./values";
import { isRecord, quoted, say, type Words } from "./words";

type Step = Readonly<Record<string, unknown>>;

/** Something is waited for, which can fail to come. */
export const isAwaiting = (step: Step): boolean => step.on === "event" || step.on === "visit";

const HAS_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;
const LOCAL = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?/;

/** A time of day as it stands; a date as the site's clocks show it. */
function untilWords(words: Words, until: string): string {
  const local = LOCAL.exec(until);
  if (!local) return until.replace(/^(\d{1,2}:\d{2}):00$/, "$1");
  if (HAS_OFFSET.test(until) && local[1]) return momentWords(words, until);
  const shown = local[1] ? local[0] : `${local[0]}T00:00`;
  return momentWords({ ...words, timeZone: "UTC" }, `${shown}Z`);
}

/** 「1時間待つ」「「購入」を待つ」. */
export function waitWords(words: Words, step: Step): string {
  if (step.on === "event") {
    const event = typeof step.name === "string" && step.name !== "" ? eventName(words, step.name) : "";
    if (event === "") return say(words, { ja: "何かが起きるのを待つ", en: "Waits for something to happen" });
    return say(words, { ja: `${event}を待つ`, en: `Waits for ${event}` });
  }
  if (step.on === "visit") return say(words, { ja: "次の訪問を待つ", en: "Waits for the next visit" });
  if (typeof step.until === "string") {
    const until = untilWords(words, step.until);
    if (until === "") return say(words, { ja: "いつまで待つか未定", en: "Waits until a time" });
    return say(words, { ja: `${until} まで待つ`, en: `Waits until ${until}` });
  }
  const span = spanWords(words, step.for ?? "");
  return say(words, { ja: `${span}待つ`, en: `Waits ${span}` });
}

/** What else is to be known of a wait: which events, and how long at most. Empty for one that just passes. */
export function waitLimitWords(words: Words, step: Step): string {
  if (!isAwaiting(step)) return "";
  const span = spanWords(words, step.for ?? (step.on === "event" ? "7d" : "30d"));
  const limit = say(words, { ja: `長くて${span}`, en: `For ${span} at most` });
  const isNarrowed = step.on === "event" && isRecord(step.where) && Object.keys(step.where).length > 0;
  return isNarrowed ? `${limit} · ${conditionLine(words, step.where)}` : limit;
}

/** How a wait's ways are called; `else` only where something can fail to come. */
export function waitWayWords(words: Words, step: Step, way: "next" | "else"): string {
  const isVisit = step.on === "visit";
  if (way === "else")
    return say(words, { ja: "来ないまま", en: isVisit ? "Not back in time" : "When it does not come" });
  if (isAwaiting(step))
    return say(words, { ja: "来たとき", en: isVisit ? "When they are back" : "When it comes" });
  return say(words, { ja: "そのあと", en: "Then" });
}

/** The share of each way of a split, in percent. */
export function shareOfWays(step: Step): number[] {
  const weights = (Array.isArray(step.ways) ? step.ways : []).map((way) => {
    const weight = isRecord(way) ? (way.weight ?? 1) : 1;
    return typeof weight === "number" && Number.isFinite(weight) ? Math.max(0, weight) : 0;
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (all > 0 ? (100 * weight) / all : 0));
}

/** 「33.3 %」. */
export const percentWords = (percent: number): string => `${plainNumber(Math.round(percent * 10) / 10)} %`;

/** A way of a split: its letter, so that equal shares can be told apart, and its share. */
export const shareWords = (step: Step, place: number): string =>
  `${shareLetter(place)} · ${percentWords(shareOfWays(step)[place] ?? 0)}`;

export const shareLetter = (place: number): string => String.fromCharCode(65 + place);

export function splitWords(words: Words, step: Step): string {
  const count = Array.isArray(step.ways) ? step.ways.length : 0;
  return say(words, { ja: `ランダムに${count}つに分ける`, en: `Divides by chance into ${count}` });
}

/** Each trait that a step writes, one line each: 「目的を「gift」にする」. */
export function traitLines(words: Words, step: Step): string[] {
  const set = isRecord(step.set) ? step.set : {};
  return Object.entries(set).map(([name, value]) => traitLine(words, name, value));
}

function traitLine(words: Words, name: string, value: unknown): string {
  if (name === "") return say(words, { ja: "属性を選ぶ", en: "An attribute to be chosen" });
  const trait = fieldName(words, name);
  if (value === null) return say(words, { ja: `${trait}を消す`, en: `Removes ${trait}` });
  const said = traitValueWords(words, value);
  return say(words, { ja: `${trait}を${said}にする`, en: `Sets ${trait} to ${said}` });
}

function traitValueWords(words: Words, value: unknown): string {
  if (typeof value === "string")
    return value === "" ? say(words, { ja: "空の文字", en: "an empty text" }) : quoted(words, value);
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "boolean")
    return say(words, { ja: value ? "「はい」" : "「いいえ」", en: value ? "yes" : "no" });
  return JSON.stringify(value);
}

/** What is read first of a step that says nothing; empty for one that speaks. */
export function silentWords(words: Words, step: Step): string {
  switch (step.type) {
    case "wait":
      return waitWords(words, step);
    case "split":
      return splitWords(words, step);
    case "branch":
      return say(words, { ja: "来訪者によって進む先を変える", en: "Goes on by who it is" });
    case "traits":
      return traitLines(words, step)[0] ?? say(words, { ja: "属性を選ぶ", en: "An attribute to be chosen" });
    default:
      return "";
  }
}

/** What is read below it. */
export function silentDetail(words: Words, step: Step): string {
  if (step.type === "wait") return waitLimitWords(words, step);
  if (step.type === "traits")
    return traitLines(words, step)
      .slice(1)
      .join(say(words, { ja: "、", en: ". " }));
  return "";
}
