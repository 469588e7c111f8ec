/** What the visitor read on the button that was pressed: the labels of choices, from the published texts. */
import type { Language } from "../catalogue/types.js";

/** A text of a campaign: one string, or one for each language. */
type LabelText = string | Partial<Record<string, string>>;

interface StepText {
  choices?: { key: string; label: LabelText }[];
}

/** What is read of `GET /api/campaigns`. */
export interface CampaignTexts {
  texts: { key: string; text: { arms?: { scenario: { steps: Record<string, StepText> } }[] } }[];
}

export type Labels = ReadonlyMap<string, LabelText>;

const place = (campaign: string, step: string, choice: string): string => `${campaign}/${step}/${choice}`;

export function labelsOf({ texts }: CampaignTexts): Labels {
  const labels = new Map<string, LabelText>();
  for (const { key, text } of texts)
    for (const { scenario } of text.arms ?? [])
      for (const [step, { choices }] of Object.entries(scenario.steps))
        for (const choice of choices ?? []) labels.set(place(key, step, choice.key), choice.label);
  return labels;
}

let known: Labels = new Map();

/** From now on answers are named by these. */
export const learnLabels = (labels: Labels): void => {
  known = labels;
};

/** The label of a choice in a language; the key itself where no text has it (any more). */
export function labelOf(campaign: string, step: string, choice: string, language: Language): string {
  const label = known.get(place(campaign, step, choice));
  if (typeof label === "string") return label;
  return label?.[language] ?? label?.ja ?? choice;
}
