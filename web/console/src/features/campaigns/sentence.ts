// What a campaign does, in one breath: to whom, when, how, and what for.

import { conditionLine } from "../../words/condition";
import { formatName } from "../../words/formats";
import { goalWords } from "../../words/text/parts";
import { triggerLine } from "../../words/trigger";
import { isRecord, say, type Words } from "../../words/words";
import { type CampaignText, formatsOf } from "./text";

export function campaignSentence(words: Words, text: CampaignText): string {
  const whom = audienceWords(words, text.audience);
  const moment = triggerLine(words, text.trigger);
  const formats = formatsOf(text.arms)
    .map(formatName)
    .join(say(words, { ja: "・", en: ", " }));
  const spoken =
    formats === ""
      ? say(words, { ja: `${whom}に、${moment}に始まります。`, en: `${moment}, it begins for ${whom}.` })
      : say(words, {
          ja: `${whom}に、${moment}、${formats}で声をかけます。`,
          en: `${moment}, it speaks to ${whom}: ${formats.toLowerCase()}.`,
        });
  const goal = goalWords(words, text.goal);
  return goal === "" ? spoken : `${spoken}${say(words, { ja: "", en: " " })}${goal}`;
}

/** 「カートに品がある方」 for a segment, else the condition as what the visitor is like. */
function audienceWords(words: Words, audience: unknown): string {
  const segment = isRecord(audience) && Object.keys(audience).length === 1 ? audience.$segment : undefined;
  if (typeof segment === "string") {
    return say(words, { ja: `「${words.segment(segment)}」`, en: `visitors in “${words.segment(segment)}”` });
  }
  if (!isRecord(audience) || Object.keys(audience).length === 0) {
    return say(words, { ja: "すべての来訪者", en: "every visitor" });
  }
  const line = conditionLine(words, audience);
  return say(words, { ja: `${line}来訪者`, en: `visitors of whom this holds: ${line.toLowerCase()}` });
}
