// What the shop said and what the visitor made of it: decisions, confirmations, answers, closings. Answers are read with
// the labels that the visitor saw; they stand in the campaign's text.

import { outcomeName, reasonWords } from "../../../words/decision";
import { isRecord, quoted, say, type Words } from "../../../words/words";
import type { Act } from "./acts";
import { type HistoryRow, text } from "./row";

/** What is known of dialogues: whose an enrolment is, and what its steps and choices say. */
export interface Dialogues {
  campaignOf: (enrolment: string) => string | null;
  stepTitle: (campaign: string, step: string) => string | null;
  choiceLabel: (campaign: string, step: string, choice: string) => string | null;
}

export const noDialogues: Dialogues = {
  campaignOf: () => null,
  stepTitle: () => null,
  choiceLabel: () => null,
};

export function dialogueAct(words: Words, row: HistoryRow, dialogues: Dialogues): Act {
  if (row.type === "decision") return decisionAct(words, row);
  const campaign = row.enrolment ? dialogues.campaignOf(row.enrolment) : null;
  const name = campaign === null ? null : words.campaign(campaign);
  const title = campaign && row.step ? dialogues.stepTitle(campaign, row.step) : null;
  const note = [name, title].filter(Boolean).join(" · ") || row.step || null;
  if (row.type === "seen") {
    return {
      icon: "seen",
      isQuiet: true,
      text: say(words, { ja: "案内が画面に表示されました", en: "The message appeared on the screen" }),
      note,
    };
  }
  if (row.type === "close") return { icon: "close", text: closeWords(words, row.reason ?? ""), note };
  const answer = answerWords(words, row, (choice) =>
    campaign && row.step ? dialogues.choiceLabel(campaign, row.step, choice) : null,
  );
  return {
    icon: "answer",
    isMain: true,
    text: say(words, { ja: `${answer}と答えました`, en: `Answered ${answer}` }),
    note,
  };
}

function answerWords(words: Words, row: HistoryRow, label: (choice: string) => string | null): string {
  const one = (value: unknown) => {
    const plain = text(value) ?? JSON.stringify(value);
    return quoted(words, label(plain) ?? plain);
  };
  if (row.choice) return one(row.choice);
  if (Array.isArray(row.value)) return row.value.map(one).join("");
  if (isRecord(row.value)) return Object.values(row.value).map(one).join("");
  return one(row.value ?? "");
}

function closeWords(words: Words, reason: string): string {
  switch (reason) {
    case "not_now":
      return say(words, { ja: "「今は大丈夫です」を選びました", en: "Chose “Not now”" });
    case "never":
      return say(words, {
        ja: "「今後この案内を表示しない」を選びました",
        en: "Chose “Do not show this again”",
      });
    case "timeout":
      return say(words, { ja: "案内が自然に消えました", en: "The message went away by itself" });
    default:
      return say(words, { ja: "案内を閉じました", en: "Closed the message" });
  }
}

function decisionAct(words: Words, row: HistoryRow): Act {
  const decision = row.properties ?? {};
  const name = quoted(words, words.campaign(text(decision.campaign) ?? ""));
  const outcome = text(decision.outcome) ?? "";
  const arm = text(decision.arm);
  if (outcome === "shown") {
    const note = arm === null ? null : say(words, { ja: `パターン ${arm}`, en: `Arm ${arm}` });
    return {
      icon: "shown",
      isMain: true,
      text: say(words, { ja: `${name}を出しました`, en: `Spoke: ${name}` }),
      note,
    };
  }
  if (outcome === "ghost") {
    return {
      icon: "silent",
      isQuiet: true,
      text: say(words, {
        ja: `${name}は比較のために出しませんでした`,
        en: `${name} was held back for comparison`,
      }),
      note: say(words, { ja: "この来訪者は対照群です", en: "This visitor is in the control group" }),
    };
  }
  const reason = text(decision.reason);
  return {
    icon: "silent",
    isQuiet: true,
    text: say(words, { ja: `${name}は出しませんでした`, en: `${name} did not speak` }),
    note: reason === null ? outcomeName(words, outcome) : reasonWords(words, reason),
  };
}
