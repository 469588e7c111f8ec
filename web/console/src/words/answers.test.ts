import { describe, expect, it } from "vitest";
import { askedIn, inLabels, withAnswers } from "./answers";
import { conditionLine, foundWords } from "./condition";
import { plainWords } from "./plain";
import type { Words } from "./words";

const GIFT = {
  arms: [
    {
      key: "a",
      scenario: {
        start: "ask",
        steps: {
          ask: {
            type: "question",
            title: { ja: "贈りものですか", en: "Is it a gift?" },
            choices: [
              { key: "yes", label: { ja: "贈りもの", en: "A gift" } },
              { key: "none", label: { ja: "いいえ" } },
            ],
          },
          stars: { type: "question", answer: "rating", body: "いかがでしたか" },
          thanks: { type: "message", title: "ありがとうございます", choices: [{ key: "ok", label: "はい" }] },
          go: { type: "branch", cases: [] },
        },
      },
    },
    {
      key: "b",
      scenario: {
        steps: {
          ask: { type: "question", title: "ほかの言い方", choices: [{ key: "self", label: "自分に" }] },
        },
      },
    },
  ],
};

const words = (language: "ja" | "en"): Words =>
  withAnswers(plainWords(language), askedIn("gift", GIFT, language));

describe("questions of a campaign", () => {
  it("are found once each, and a message with one button is none", () => {
    const found = askedIn("gift", GIFT, "ja").map(({ path, question, type }) => [path, question, type]);
    expect(found).toEqual([
      ["answers.gift.ask", "贈りものですか", "string"],
      ["answers.gift.stars", "いかがでしたか", "number"],
    ]);
  });

  it("offer what any of the arms does, and none whose name a dot would divide", () => {
    const [ask] = askedIn("gift", GIFT, "ja");
    expect(ask?.choices.map(({ key }) => key)).toEqual(["yes", "none", "self"]);
    expect(askedIn("gift.v2", GIFT, "ja")).toEqual([]);
  });

  it("and their answers are said as they are read", () => {
    const condition = { "answers.gift.ask": { $in: ["yes", "none"] } };
    expect(conditionLine(words("ja"), condition)).toBe(
      "「贈りものですか」への答えが「贈りもの」「いいえ」のどれか",
    );
    expect(conditionLine(words("en"), { "answers.gift.ask": "yes" })).toBe(
      "The answer to “Is it a gift?” is “A gift”",
    );
    expect(foundWords(words("ja"), { path: "answers.gift.ask", found: "none" })).toBe("いまは「いいえ」");
  });

  it("leave alone what they do not know", () => {
    expect(inLabels(null, "yes")).toBe("yes");
    expect(inLabels(words("ja").asked?.("answers.gift.ask"), { $not: { $eq: "other" } })).toEqual({
      $not: { $eq: "other" },
    });
    expect(conditionLine(words("ja"), { "answers.size.ask": "m" })).toBe("「size」への答え（ask）が「m」");
  });
});
