// Each part of a campaign in one sentence, for the row at the top: 「だれに: カートに品がある方」.

import type { Cap } from "../../api/types";
import { audienceWords } from "../../words/audience";
import { conditionLine } from "../../words/condition";
import { capWords } from "../../words/decision";
import { eventName } from "../../words/eventNames";
import { formatName } from "../../words/formats";
import { localText } from "../../words/names";
import { spanWords } from "../../words/span";
import { triggerIn, triggerLine } from "../../words/trigger";
import { isRecord, say, type Words } from "../../words/words";
import { armsOf, controlOf, scenarioOf } from "./model/arms";
import type { Part } from "./model/parts";
import { startOf, stepsOf } from "./model/scenario";
import type { Text } from "./model/text";

export function partSentence(words: Words, part: Part, text: Text): string {
  const sentence = sentenceOf(words, part, text);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function sentenceOf(words: Words, part: Part, text: Text): string {
  switch (part) {
    case "who":
      return audienceWords(words, text.audience);
    case "when":
      return whenWords(words, text.trigger);
    case "what":
      return whatWords(words, text);
    case "goal":
      return goalLine(words, text.goal);
    case "care":
      return careWords(words, text);
  }
}

function whenWords(words: Words, trigger: unknown): string {
  const known = triggerIn(trigger);
  return known
    ? triggerLine(words, known)
    : say(words, { ja: "まだ決まっていません", en: "Not decided yet" });
}

function whatWords(words: Words, text: Text): string {
  const control = controlOf(text);
  const compared =
    control > 0
      ? say(words, { ja: `比較用に${control}%は見せない`, en: `${control}% see nothing, for comparison` })
      : say(words, { ja: "全員に見せる", en: "shown to all" });
  return [armsWords(words, text), compared].filter(Boolean).join(say(words, { ja: "・", en: ", " }));
}

/** What is said first, and how much more there is. */
export function armsWords(words: Words, text: Text): string {
  const arms = armsOf(text);
  const scenario = scenarioOf(arms[0]);
  const steps = stepsOf(scenario);
  const first = steps[startOf(scenario)] ?? {};
  const title = localText(first.title, words.language) || localText(first.body, words.language);
  const format = typeof first.format === "string" ? formatName(first.format) : "";
  const said = title === "" ? format : say(words, { ja: `「${title}」`, en: `“${title}”` });
  const count = Object.keys(steps).length;
  const more =
    arms.length > 1
      ? say(words, { ja: `${arms.length}パターン`, en: `${arms.length} arms` })
      : count > 1
        ? say(words, { ja: `${count}ステップ`, en: `${count} steps` })
        : "";
  return [said, more].filter(Boolean).join(say(words, { ja: "・", en: ", " }));
}

function goalLine(words: Words, goal: unknown): string {
  if (!isRecord(goal) || !goal.event) return say(words, { ja: "決めていません", en: "None" });
  const within = spanWords(words, goal.within ?? "7d");
  const event = eventName(words, String(goal.event));
  return say(words, { ja: `${within}以内の${event}`, en: `${event} within ${within}` });
}

function careWords(words: Words, text: Text): string {
  const caps = Array.isArray(text.caps) ? (text.caps as Cap[]) : [];
  const limits = caps.filter(isRecord).map((cap) => capWords(words, cap as unknown as Cap));
  const parts = [
    ...limits,
    isRecord(text.schedule) && (text.schedule.from || text.schedule.until)
      ? say(words, { ja: "期間あり", en: "for a time" })
      : "",
    Array.isArray(text.stop) && text.stop.length > 0
      ? say(words, { ja: "やめどきあり", en: "stops for good" })
      : "",
    isRecord(text.exit) && Object.keys(text.exit).length > 0
      ? say(words, {
          ja: `途中でやめる条件: ${conditionLine(words, text.exit)}`,
          en: `no more once: ${conditionLine(words, text.exit)}`,
        })
      : "",
  ].filter(Boolean);
  return (
    parts.join(say(words, { ja: "・", en: ", " })) || say(words, { ja: "回数の上限なし", en: "No limit" })
  );
}
