// Whom a campaign means, as a thing inside of a sentence.

import { conditionLine } from "./condition";
import { isRecord, say, type Words } from "./words";

/** 「カートに品がある方」 for a segment, else the condition as what the visitor is like. */
export function audienceWords(words: Words, audience: unknown): string {
  const segment = isRecord(audience) && Object.keys(audience).length === 1 ? audience.$segment : undefined;
  if (typeof segment === "string") {
    return say(words, { ja: `「${words.segment(segment)}」`, en: `visitors in “${words.segment(segment)}”` });
  }
  if (!isRecord(audience) || Object.keys(audience).length === 0) {
    return say(words, { ja: "すべての来訪者", en: "every visitor" });
  }
  const line = conditionLine(words, audience);
  return say(words, { ja: `${line}${joint(line)}来訪者`, en: `visitors where ${begunSmall(line)}` });
}

/** 「…がある来訪者」, but 「…が3回以上の来訪者」: what ends in a verb stands before a noun as it is. */
const joint = (line: string): string => (/[ぁ-ん]$/.test(line) ? "" : "の");

const begunSmall = (line: string): string => line.charAt(0).toLowerCase() + line.slice(1);
