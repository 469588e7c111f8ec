import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Words } from "../../words/words";
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

it("says of a mark what was changed, and whose it was", () => {
  const mark = { at: "", version: 2, phase: 2, by: null, fields: ["control"] };
  expect(markWords({ ...mark, kind: "phase", target: "campaign/ask" }, words)).toBe(
    "Phase 2 began, because of: Share of the control",
  );
  expect(markWords({ ...mark, kind: "segment", target: "segment/cart-holders" }, words)).toBe(
    "A segment was changed: “Cart holders”",
  );
});
