// Parts of a campaign's text as sentences.

import { t } from "@lingui/core/macro";
import type { Campaign } from "../../api/types";
import { eventName } from "../eventNames";
import { spanWords } from "../span";
import { say, type Words } from "../words";

/** What the engine takes when a goal names no time. */
const DEFAULT_WITHIN = "7d";

/** What counts as success; empty without a goal. */
export function goalWords(words: Words, goal: Campaign["goal"]): string {
  if (!goal) return "";
  const within = spanWords(words, goal.within ?? DEFAULT_WITHIN);
  const event = eventName(words, goal.event);
  return say(words, {
    ja: `目標は${within}以内の${event}です。`,
    en: `The goal is ${event} within ${within}.`,
  });
}

/** From when until when it may speak. */
export function scheduleWords(schedule: Campaign["schedule"], moment: (at: string) => string): string {
  const from = schedule?.from ? moment(schedule.from) : "";
  const until = schedule?.until ? moment(schedule.until) : "";
  if (from && until) return t`${from} to ${until}`;
  if (from) return t`From ${from} on`;
  return until ? t`Until ${until}` : t`Always`;
}
