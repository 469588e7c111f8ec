// Texts to begin with: a campaign from nothing, and the steps that are added to one. Everything a shop would want is set
// already: a control, a goal, a cap; what is missing is what only the shop can say.

import type { Step, StepKind } from "./scenario";
import type { Text } from "./text";
import { FRESH_WAIT } from "./wait";

/** What new texts say: visitors read it, so it is in the shop's language, whichever the member's is. */
export interface Phrases {
  decline: string;
  understood: string;
  yes: string;
  send: string;
  close: string;
}

export type Language = "ja" | "en";

const PHRASES: Record<Language, Phrases> = {
  ja: { decline: "大丈夫です", understood: "わかりました", yes: "はい", send: "伝える", close: "閉じる" },
  en: {
    decline: "I am fine, thank you",
    understood: "I see, thank you",
    yes: "Yes",
    send: "Send",
    close: "Close",
  },
};

/** `locale` is the site's (BCP 47); English where it is none that is known. */
export const languageOf = (locale: unknown): Language =>
  typeof locale !== "string" || /^ja\b/i.test(locale) ? "ja" : "en";

export const phrasesIn = (language: Language): Phrases => PHRASES[language];

export function freshCampaign(key: string, name: string, phrases: Phrases): Text {
  return {
    kind: "campaign",
    key,
    name,
    status: "draft",
    audience: {},
    trigger: { on: "signal", name: "page_view" },
    arms: [freshArm(phrases)],
    control: 20,
    goal: { event: "Order Completed", within: "7d", value: "properties.revenue" },
    caps: [{ max: 1, per: "24h" }],
  };
}

export const freshArm = (phrases: Phrases) => ({ key: "a", scenario: freshScenario(phrases) });

export const freshScenario = (phrases: Phrases): Text => ({
  start: "message",
  steps: { message: freshStep("message", phrases) },
});

/** A step as it is added; without words, which are asked for at once. */
export function freshStep(kind: StepKind, phrases: Phrases): Step {
  switch (kind) {
    case "message":
      return {
        type: "message",
        format: "corner",
        choices: [{ key: "ok", label: phrases.understood, next: "end" }],
      };
    case "question":
      return {
        type: "question",
        answer: "single",
        format: "corner",
        choices: [
          { key: "yes", label: phrases.yes, next: "end" },
          { key: "none", label: phrases.decline, next: "end" },
        ],
      };
    case "branch":
      return { type: "branch", cases: [{ when: {}, next: "end" }], else: "end" };
    case "split":
      return {
        type: "split",
        ways: [
          { weight: 1, next: "end" },
          { weight: 1, next: "end" },
        ],
      };
    case "traits":
      // A row to fill in: its name is what only the shop can say.
      return { type: "traits", set: { "": "" }, next: "end" };
    case "wait":
      return { type: "wait", for: FRESH_WAIT, next: "end" };
  }
}
