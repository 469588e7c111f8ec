import { describe, expect, it } from "vitest";
import {
  addChoice,
  addStep,
  inOrder,
  openWay,
  pasteStep,
  removeStep,
  renameStep,
  setWay,
  startOf,
  stepsOf,
  waysOut,
} from "./scenario";

const scenario = {
  start: "ask",
  steps: {
    ask: {
      type: "message",
      choices: [
        { key: "shipping", label: "送料", next: "shipping" },
        { key: "none", label: "大丈夫です", next: "end" },
      ],
    },
    shipping: { type: "message", choices: [{ key: "ok", label: "はい", next: "later" }] },
    later: { type: "wait", for: "1h", next: "ask" },
    lost: { type: "branch", cases: [{ when: {}, next: "shipping" }], else: "lost" },
  },
};
const tos = (step: object) => waysOut(step as never).map(({ kind, to }) => `${kind} ${to}`);

describe("the ways out of a step are those the engine goes", () => {
  it.each([
    ["answers, then closing", scenario.steps.ask, ["choice shipping", "choice end", "close end"]],
    [
      "an answer without a way goes the common one",
      { type: "message", next: "x", choices: [{ key: "a" }] },
      ["choice x", "close end"],
    ],
    [
      "several answers at once have one way",
      { type: "question", answer: "multiple", next: "x", choices: [{ key: "a", next: "y" }] },
      ["next x", "close end"],
    ],
    ["what nobody answers is only closed", { type: "message", format: "toast", on_close: "x" }, ["close x"]],
    ["a branch ends in what is left", scenario.steps.lost, ["case shipping", "else lost"]],
    ["a wait leads to the end unless it says otherwise", { type: "wait", for: "1h" }, ["next end"]],
    ["an end has none", { type: "end" }, []],
  ])("%s", (_, step, expected) => {
    expect(tos(step)).toEqual(expected);
  });
});

describe("changes of a scenario", () => {
  it("steps are met from the start; what nothing leads to stands last", () => {
    expect(inOrder(scenario)).toEqual(["ask", "shipping", "later", "lost"]);
  });

  it("a step that is taken out lets those before it go on to where it led", () => {
    const made = removeStep(scenario, "shipping");
    expect(tos(stepsOf(made).ask as object)[0]).toBe("choice later");
    expect(tos(stepsOf(made).lost as object)[0]).toBe("case later");
  });

  it("the last step stays, and the start follows", () => {
    const made = removeStep(scenario, "ask");
    expect(startOf(made)).toBe("shipping");
    const only = { start: "a", steps: { a: { type: "wait" } } };
    expect(removeStep(only, "a")).toBe(only);
  });

  it("another key is followed by everything that led there, and keeps its place", () => {
    const made = renameStep(scenario, "ask", "hello");
    expect(startOf(made)).toBe("hello");
    expect(Object.keys(stepsOf(made))).toEqual(["hello", "shipping", "later", "lost"]);
    expect(tos(stepsOf(made).later as object)).toEqual(["next hello"]);
    expect(renameStep(scenario, "ask", "later")).toBe(scenario);
    expect(renameStep(scenario, "ask", "end")).toBe(scenario);
  });

  it("a new step is led to by the first answer that leads nowhere", () => {
    const at = openWay(scenario.steps.ask as never);
    expect(at).toEqual(["choices", 1, "next"]);
    const made = addStep(
      scenario,
      { key: "later", step: { type: "wait" } },
      { key: "ask", at: at ?? ["next"] },
    );
    expect(made.key).toBe("later-2");
    expect(tos(stepsOf(made.scenario).ask as object)[1]).toBe("choice later-2");
  });

  it("a step from elsewhere leads to what is here, and otherwise to the end", () => {
    const step = { type: "message", on_close: "nowhere", choices: [{ key: "a", next: "ask" }] };
    const made = pasteStep(scenario, { key: "ask", step });
    expect(tos(stepsOf(made.scenario)[made.key] as object)).toEqual(["choice ask", "close end"]);
  });

  it("a new answer stands before the one that declines", () => {
    const made = addChoice(scenario.steps.ask as never, { key: "none", label: "" });
    expect((made.choices as { key: string }[]).map(({ key }) => key)).toEqual(["shipping", "none-2", "none"]);
  });

  it("a way that is set says so itself", () => {
    const made = setWay(scenario, "lost", ["else"], "ask");
    expect(tos(stepsOf(made).lost as object)).toEqual(["case shipping", "else ask"]);
  });
});
