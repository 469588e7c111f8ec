import { expect, test } from "vitest";
import { ruleActOf } from "./ruleAct";

const ja = { language: "ja", currency: "JPY", timeZone: "Asia/Tokyo" } as const;
const en = { ...ja, language: "en" } as const;

const stopped = {
  action: "campaign.stopped_by_rule",
  before: { version: 3 },
  after: {
    arm: "coupon",
    metric: "left_at_once",
    visitors: 4210,
    lift_low: 0.12,
    lift_high: 0.31,
    evidence: 48.2,
    version: 4,
  },
};

test("an act of a rule says which arm, on which figures, and how strong the evidence was", () => {
  expect(ruleActOf(ja, stopped)).toEqual({
    arm: "coupon",
    metric: "left_at_once",
    visitors: 4210,
    difference: "+12 %〜+31 %",
    evidence: "48 倍",
    versions: [3, 4],
  });
  expect(ruleActOf(en, stopped)).toMatchObject({ difference: "+12 % to +31 %", evidence: "48×" });
});

test("what is not written down is not made up", () => {
  const after = {
    arm: "coupon",
    metric: null,
    visitors: 12,
    lift_low: null,
    lift_high: null,
    evidence: null,
  };
  expect(ruleActOf(ja, { ...stopped, before: null, after })).toEqual({
    arm: "coupon",
    metric: null,
    visitors: 12,
    difference: null,
    evidence: null,
    versions: null,
  });
});

test("what somebody did is no act of a rule", () => {
  expect(ruleActOf(ja, { ...stopped, action: "campaign.publish" })).toBeNull();
});
