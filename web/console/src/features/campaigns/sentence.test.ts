import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Words } from "../../words/words";
import { placeName } from "./history/fieldNames";
import { valueWords } from "./history/values";
import { campaignSentence } from "./sentence";
import type { CampaignText } from "./text";
import { markWords } from "./timeline/words";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const words: Words = {
  language: "en",
  currency: "JPY",
  timeZone: "Asia/Tokyo",
  segment: (key) => (key === "cart-holders" ? "Cart holders" : key),
  campaign: (key) => key,
};
const manner = { words, moment: (at: string) => at.slice(0, 10) };

const text: CampaignText = {
  key: "cart-shipping",
  audience: { $segment: "cart-holders" },
  trigger: { on: "signal", name: "hesitation", params: { score: 60 } },
  arms: [{ key: "ask", scenario: { start: "a", steps: { a: { type: "message", format: "corner" } } } }],
  goal: { event: "Order Completed", within: "7d" },
};

describe("a campaign in one breath", () => {
  it("says for whom, when, how and what for", () => {
    expect(campaignSentence(words, text)).toBe(
      "When the visitor hesitates (hesitation score at least 60), it speaks to visitors in “Cart holders”: " +
        "card in the corner. The goal is “Order completed” within 7 days.",
    );
  });

  it("means every visitor without an audience, and leaves out a goal it has not", () => {
    const sentence = campaignSentence(words, { ...text, audience: {}, goal: null });
    expect(sentence).toContain("speaks to every visitor");
    expect(sentence).not.toContain("goal");
  });
});

describe("values in a list of differences", () => {
  it.each([
    [["audience"], { "cart.quantity": { $gt: 0 } }, "The number of items in the cart is 1 or more"],
    [["caps"], [{ max: 2, per: "visit" }], "at most 2 times per visit"],
    [["control"], 20, "20 %"],
    [["schedule"], { from: "2026-12-01T00:00:00Z" }, "From 2026-12-01 on"],
    [["tags"], ["theory", "stage-2"], "theory, stage-2"],
    [["arms", "ask", "scenario", "steps", "a", "format"], "modal", "Window in the middle"],
    [["goal"], undefined, "–"],
  ])("%o", (path, value, expected) => {
    expect(valueWords(path, value, manner)).toBe(expected);
  });

  it("are named by the way to them, without containers", () => {
    expect(placeName(["arms", "ask", "scenario", "steps", "a", "choices", "ok", "label", "ja"])).toBe(
      "Arms › ask › a › ok › Answer › Japanese",
    );
  });
});

it("says of a mark what was changed, and whose it was", () => {
  const mark = { at: "", version: 2, phase: 2, by: null, fields: ["control"] };
  expect(markWords({ ...mark, kind: "phase", target: "campaign/ask" }, words)).toBe(
    "Phase 2 began, because of: Share of the control",
  );
  expect(markWords({ ...mark, kind: "segment", target: "segment/cart-holders" }, words)).toBe(
    "A segment was changed: “Cart holders”",
  );
});
