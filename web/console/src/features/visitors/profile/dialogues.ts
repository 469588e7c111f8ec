// What campaigns' texts say, for reading answers with the labels that the visitor saw, and whose an enrolment is.

import type { Profile, PublishedTexts } from "../../../api/types";
import { localText } from "../../../words/names";
import { isRecord } from "../../../words/words";
import type { Dialogues } from "./dialogueActs";
import type { HistoryRow } from "./row";

export function dialoguesOf(
  texts: PublishedTexts | undefined,
  profile: Profile | undefined,
  rows: readonly HistoryRow[],
  locale: string,
): Dialogues {
  const campaigns = new Map(texts?.texts.map(({ key, text }) => [key, text]));
  const holders = holdersOf(profile, rows);
  const stepOf = (campaign: string, step: string) => stepIn(campaigns.get(campaign), step);
  return {
    campaignOf: (enrolment) => holders.get(enrolment) ?? null,
    stepTitle: (campaign, step) => localText(stepOf(campaign, step)?.title, locale) || null,
    choiceLabel: (campaign, step, choice) => {
      const choices = listOf(stepOf(campaign, step)?.choices);
      return localText(choices.find((one) => one.key === choice)?.label, locale) || null;
    },
  };
}

/** Enrolments with their campaigns: from the profile's state, and from the decisions that began them. */
function holdersOf(profile: Profile | undefined, rows: readonly HistoryRow[]): Map<string, string> {
  const holders = new Map<string, string>();
  for (const [key, state] of Object.entries(profile?.campaigns ?? {})) {
    if (state.enrolment) holders.set(state.enrolment.id, key);
    if (state.ended) holders.set(state.ended.id, key);
  }
  for (const { type, properties } of rows) {
    const { enrolment, campaign } = properties ?? {};
    if (type === "decision" && typeof enrolment === "string" && typeof campaign === "string") {
      holders.set(enrolment, campaign);
    }
  }
  return holders;
}

function stepIn(text: unknown, step: string): Record<string, unknown> | null {
  if (!isRecord(text)) return null;
  for (const arm of listOf(text.arms)) {
    const scenario = isRecord(arm.scenario) ? arm.scenario : {};
    const found = isRecord(scenario.steps) ? scenario.steps[step] : undefined;
    if (isRecord(found)) return found;
  }
  return null;
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
