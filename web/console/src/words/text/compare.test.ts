import { describe, expect, it } from "vitest";
import { differences } from "./compare";

const text = (more: object = {}) => ({
  key: "ask",
  control: 20,
  audience: { "cart.quantity": { $gt: 0 } },
  caps: [{ max: 1, per: "1d" }],
  arms: [
    {
      key: "ask",
      scenario: { start: "a", steps: { a: { type: "message", title: { ja: "お困りですか" } } } },
    },
  ],
  ...more,
});

describe("differences of two versions", () => {
  it("are none between equal texts, whatever the order of fields", () => {
    expect(differences(text(), JSON.parse(JSON.stringify(text())))).toEqual([]);
    const audience = { "cart.quantity": 1, "visit.count": 2 };
    const turned = { "visit.count": 2, "cart.quantity": 1 };
    expect(differences({ audience, control: 20 }, { control: 20, audience: turned })).toEqual([]);
  });

  it("take an absent field and null for the same", () => {
    expect(differences({ goal: null }, {})).toEqual([]);
  });

  it("name a text by its arm, step and language", () => {
    const after = text();
    const step = after.arms[0]?.scenario.steps.a;
    if (step) step.title = { ja: "お手伝いしましょうか" };
    expect(differences(text(), after)).toEqual([
      {
        path: ["arms", "ask", "scenario", "steps", "a", "title", "ja"],
        kind: "changed",
        before: "お困りですか",
        after: "お手伝いしましょうか",
      },
    ]);
  });

  it("keep a condition and a list of caps whole", () => {
    const after = text({ audience: { "cart.quantity": { $gt: 2 } }, caps: [{ max: 3, per: "7d" }] });
    expect(differences(text(), after).map(({ path }) => path)).toEqual([["audience"], ["caps"]]);
  });

  it("say what was added and what was taken out", () => {
    expect(differences({ name: "a" }, { tags: ["x"] })).toEqual([
      { path: ["tags"], kind: "added", after: ["x"] },
      { path: ["name"], kind: "removed", before: "a" },
    ]);
  });

  it("do not take a new order of arms for a change of them", () => {
    const arms = [{ key: "a" }, { key: "b" }];
    expect(differences({ arms }, { arms: arms.toReversed() })).toEqual([]);
  });

  it("are told field by field where there was nothing before, or is nothing now", () => {
    expect(differences(null, { role: "viewer" })).toEqual([
      { path: ["role"], kind: "added", after: "viewer" },
    ]);
    expect(differences({ role: "viewer", email: null }, null)).toEqual([
      { path: ["role"], kind: "removed", before: "viewer" },
    ]);
  });
});
