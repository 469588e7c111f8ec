// What a campaign does, in one breath: to whom, when, how, and what for.

import { audienceWords } from "../../words/audience";
import { formatName } from "../../words/formats";
import { goalWords } from "../../words/text/parts";
import { triggerLine } from "../../words/trigger";
import { say, type Words } from "../../words/words";
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
