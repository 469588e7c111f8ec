import { describe, expect, it } from "vitest";
import { hesitationScore, type Noticed } from "../src/signals/hesitation_score.ts";

const score = (noticed: Partial<Noticed>): number =>
  hesitationScore({
    pauseSeconds: 8,
    acted: true,
    reversals: 0,
    hovers: 0,
    quantityChanges: 0,
    returns: 0,
    atDecision: false,
    pointerWandered: false,
    ...noticed,
  });

describe("hesitation score", () => {
  it.each<[string, Partial<Noticed>, number]>([
    ["a pause of 4 s", { pauseSeconds: 4 }, 8],
    ["a pause of 8 s", {}, 40],
    ["a longer pause", { pauseSeconds: 40 }, 40],
    ["a scroll turned round in the cart", { reversals: 1, atDecision: true }, 60],
    ["many turns", { reversals: 9 }, 70],
    ["prices looked at twice", { hovers: 2 }, 60],
    ["a quantity changed once", { quantityChanges: 1 }, 40],
    ["a quantity changed three times", { quantityChanges: 3 }, 60],
    ["coming back to the tab", { returns: 1 }, 50],
    ["a wandering pointer", { pointerWandered: true }, 45],
    ["everything", { reversals: 9, hovers: 9, quantityChanges: 9, returns: 9, atDecision: true }, 100],
  ])("of %s", (_, noticed, expected) => {
    expect(score(noticed)).toBe(expected);
  });

  it("is zero within an action, for an abandoned screen, and for who has done nothing", () => {
    const evidence = { reversals: 9, hovers: 9, quantityChanges: 9, returns: 9 };
    expect(score({ ...evidence, pauseSeconds: 3.9 })).toBe(0);
    expect(score({ ...evidence, pauseSeconds: 61 })).toBe(0);
    expect(score({ ...evidence, acted: false })).toBe(0);
  });

  it("never reaches the default threshold by a pause alone", () => {
    for (let pauseSeconds = 0; pauseSeconds <= 60; pauseSeconds += 0.5) {
      expect(score({ pauseSeconds, atDecision: true, pointerWandered: true })).toBeLessThan(60);
    }
  });
});
