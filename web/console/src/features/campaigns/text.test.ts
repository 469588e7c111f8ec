import { describe, expect, it } from "vitest";
import type { Arm } from "../../api/types";
import { formatsOf, stepsInOrder } from "./text";

const arm = (start: string, steps: Arm["scenario"]["steps"]): Arm => ({
  key: "ask",
  scenario: { start, steps },
});

const choice = (key: string, next: string) => ({ key, label: key, next });

describe("steps in order", () => {
  it("follows answers from the start, and each step stands once", () => {
    const steps = stepsInOrder(
      arm("ask", {
        return: { type: "message", choices: [choice("ok", "end")] },
        shipping: {
          type: "message",
          choices: [choice("ok", "end"), choice("more", "return")],
        },
        ask: {
          type: "message",
          choices: [choice("shipping", "shipping"), choice("return", "return"), choice("none", "end")],
        },
      }),
    );
    expect(steps.map(({ key }) => key)).toEqual(["ask", "shipping", "return"]);
  });

  it("survives a circle, and puts what nothing leads to at the end", () => {
    const steps = stepsInOrder(
      arm("a", {
        lost: { type: "message" },
        a: { type: "message", next: "b" },
        b: { type: "wait", for: "5m", next: "a" },
        stop: { type: "end" },
      }),
    );
    expect(steps.map(({ key }) => key)).toEqual(["a", "b", "lost"]);
  });

  it("follows both ways of a branch", () => {
    const steps = stepsInOrder(
      arm("fit", {
        usual: { type: "message" },
        larger: { type: "message" },
        fit: { type: "branch", cases: [{ when: {}, next: "larger" }], else: "usual" },
      }),
    );
    expect(steps.map(({ key }) => key)).toEqual(["fit", "larger", "usual"]);
  });
});

it("follows both ways of what is waited for, and each of a split", () => {
  const steps = stepsInOrder(
    arm("draw", {
      late: { type: "message" },
      came: { type: "message" },
      draw: {
        type: "split",
        ways: [
          { weight: 1, next: "wait" },
          { weight: 3, next: "note" },
        ],
      } as never,
      note: { type: "traits", set: { a: 1 }, next: "end" } as never,
      wait: { type: "wait", on: "visit", next: "came", else: "late" } as never,
    }),
  );
  expect(steps.map(({ key }) => key)).toEqual(["draw", "wait", "note", "came", "late"]);
});

it("names each format of a campaign once, as it is met", () => {
  const arms = [
    arm("a", {
      a: { type: "message", format: "corner", next: "b" },
      b: { type: "message", format: "modal" },
    }),
    arm("a", { a: { type: "message", format: "corner" } }),
  ];
  expect(formatsOf(arms)).toEqual(["corner", "modal"]);
});
