import { expect, test } from "vitest";
import * as shop from "../../../test/fixtures/effects";
import { byUrgency, shownVerdict } from "./order";

test("what needs a decision comes first, what merely waits last", () => {
  expect(byUrgency(shop.siteEffects().campaigns).map(({ campaign }) => campaign)).toEqual([
    "gift-wrap",
    "first-coupon",
    "cart-shipping",
    "new-arrivals",
    "exit-care",
    "size-help",
    "gold-preview",
    "return-policy",
  ]);
});

test("a campaign that is over comes after all that run", () => {
  const [first, ...others] = shop.siteEffects().campaigns;
  if (!first) throw new Error("no campaign");
  const over = { ...first, status: "ended" as const, decision: "promote" as const };
  expect(byUrgency([over, ...others]).at(-1)?.campaign).toBe(first.campaign);
});

test("harm to a guardrail is shown, whatever the goal says", () => {
  expect(shownVerdict({ decision: "stop_harm", verdict: "better" })).toBe("worse");
  expect(shownVerdict({ decision: "repair", verdict: "open" })).toBe("not_comparable");
  expect(shownVerdict({ decision: null, verdict: "open" })).toBe("open");
});
