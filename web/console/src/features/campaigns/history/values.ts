// A value of a text as a reader says it, by its place. What has no better words stays as it is written.

import { t } from "@lingui/core/macro";
import type { Cap } from "../../../api/types";
import { conditionLine } from "../../../words/condition";
import { capWords } from "../../../words/decision";
import { type Trigger, triggerLine } from "../../../words/trigger";
import { isRecord, say, type Words } from "../../../words/words";
import { formatName } from "../formats";
import { goalWords, scheduleWords } from "../sentence";
import type { CampaignText } from "../text";

export interface Manner {
  words: Words;
  moment: (at: string) => string;
}

const CONDITIONS = new Set(["audience", "where", "when", "condition"]);

export function valueWords(path: string[], value: unknown, { words, moment }: Manner): string {
  if (value === undefined || value === null) return "–";
  const place = path.at(-1) ?? "";
  if (CONDITIONS.has(place)) return conditionLine(words, value);
  if (place === "trigger" && isRecord(value)) return triggerLine(words, value as unknown as Trigger);
  if (place === "caps" && Array.isArray(value))
    return list(
      words,
      value.map((cap) => capWords(words, cap as Cap)),
    );
  if (place === "goal" && isRecord(value)) return goalWords(words, value as unknown as CampaignText["goal"]);
  if (place === "schedule" && isRecord(value)) return scheduleWords(value, moment);
  if (place === "format") return formatName(String(value));
  if (place === "status") return statusWords(String(value));
  if (place === "control" || place === "holdout") return `${String(value)} %`;
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return list(words, value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const list = (words: Words, items: string[]) => items.join(say(words, { ja: "、", en: ", " })) || "–";

function statusWords(status: string): string {
  switch (status) {
    case "running":
      return t`Running`;
    case "paused":
      return t`Paused`;
    case "draft":
      return t`Draft`;
    case "ended":
      return t`Ended`;
    default:
      return status;
  }
}
