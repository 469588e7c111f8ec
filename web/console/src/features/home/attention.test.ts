import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { AttentionItem } from "../../api/types";
import { plainWords } from "../../words/plain";
import { attentionWords, leafCondition } from "./attention";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const words = plainWords("en");
const manner = {
  words,
  percent: (ratio: number) => `${Math.round(ratio * 100)} %`,
  count: (value: number) => String(value),
};

const item = (kind: AttentionItem["kind"], figures: AttentionItem["figures"] = {}): AttentionItem => ({
  kind,
  severity: "care",
  since: null,
  campaign: "gift",
  campaign_name: "Gifts",
  figures,
});
const why = (kind: AttentionItem["kind"], figures: AttentionItem["figures"]) =>
  attentionWords(item(kind, figures), manner).why;

describe("a campaign that never speaks", () => {
  it("names the gate that stops it most often, from its decisions", () => {
    const figures = { evaluations: 50, top_gate: "caps", top_reason: "cap 1 per visit", share: 0.94 };
    expect(why("never_speaks", figures)).toBe(
      "94 % of the times its moment came, it ended here: This campaign: at most once per visit",
    );
  });

  it("names the condition that fails, from visitors it was tried at", () => {
    const figures = {
      sampled: 40,
      top_gate: "audience",
      top_reason: "the audience does not hold",
      share: 1,
      leaf: "cart.quantity $gt 5",
    };
    expect(why("never_speaks", figures)).toContain(
      "At 100 % of the visitors of late it ends here: this does not hold:",
    );
  });

  it("says so when nothing is known to stop it", () => {
    expect(why("never_speaks", { evaluations: 0, sampled: 0 })).toBe(
      "Its moment has not come for anybody yet.",
    );
  });
});

describe("orders", () => {
  it.each([
    [{ orders: 0, without_revenue: 0, foreign_currency: 0 }, "No order has arrived yet"],
    [{ orders: 9, without_revenue: 3, foreign_currency: 0 }, "Orders arrive without an amount"],
    [{ orders: 9, without_revenue: 0, foreign_currency: 2 }, "Orders arrive in another currency"],
  ])("%o", (figures, expected) => {
    expect(attentionWords(item("no_orders", figures), manner).what).toBe(expected);
  });
});

describe("what a rule did", () => {
  const seen = { arm: "a", metric: "orders", visitors: 4210, lift_low: -0.31, lift_high: -0.12 };

  it("says what was stopped, and what the rule saw", () => {
    const paused = attentionWords(item("stopped_by_rule", { ...seen, is_paused: true }), manner);
    expect(paused.what).toBe("“Gifts” was stopped, because it did harm");
    expect(paused.why).toContain("Orders per visitor against the control: −31 % to −12 %.");
    expect(paused.action.to).toBe("/campaigns/gift/effect");
    const { what } = attentionWords(item("stopped_by_rule", { ...seen, is_paused: false }), manner);
    expect(what).toBe("The arm “a” of “Gifts” was stopped, because it did harm");
  });

  it("makes up no figure that was not written down", () => {
    expect(why("promoted_by_rule", { arm: "a", metric: null })).toBe(
      "The rule that was set for it has acted.",
    );
  });
});

it("leads from every item to one place", () => {
  const kinds = [
    "no_events",
    "events_stopped",
    "never_speaks",
    "no_campaign",
    "draft_waiting",
    "sample_ratio",
    "stopped_by_rule",
    "promoted_by_rule",
  ] as const;
  for (const kind of kinds) {
    const { what, action } = attentionWords(item(kind), manner);
    expect(what).not.toBe("");
    expect(action.to).toMatch(/^\/(install|campaigns)/);
  }
});

it("reads a leaf as a condition only where it is a plain comparison", () => {
  expect(leafCondition('page.path $regex "^/cart"')).toEqual({ "page.path": { $regex: "^/cart" } });
  expect(leafCondition("$event name Product Viewed")).toBeNull();
  expect(leafCondition("cart.quantity $gt many")).toBeNull();
});
