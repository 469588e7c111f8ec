import { expect, test } from "vitest";
import { parse } from "../../conditions/model/parse";
import { type Path, placeOf, type Text } from "./text";
import { placesWaiting, type Waiting } from "./waiting";

const WHEN: Path = ["arms", 0, "scenario", "steps", "go", "cases", 0, "when"];
const waitingAt = (at: Path): Waiting => new Map([[placeOf(at), { at, rows: parse({}) }]]);
const text = (steps: object): Text => ({ arms: [{ key: "a", scenario: { start: "go", steps } }] });
const BRANCH = { go: { type: "branch", cases: [{ when: {}, next: "end" }], else: "end" } };

test("rows wait as long as their condition is there", () => {
  expect(placesWaiting(waitingAt(WHEN), text(BRANCH))).toEqual(["arms[0].scenario.steps.go.cases[0].when"]);
  expect(placesWaiting(waitingAt(["audience"]), {})).toEqual(["audience"]);
});

test("they wait no longer where their case, their step or their goal was taken out", () => {
  expect(placesWaiting(waitingAt(WHEN), text({ go: { ...BRANCH.go, cases: [] } }))).toEqual([]);
  expect(placesWaiting(waitingAt(WHEN), text({}))).toEqual([]);
  expect(placesWaiting(waitingAt(["goal", "where"]), {})).toEqual([]);
  expect(placesWaiting(waitingAt(["goal", "where"]), { goal: { event: "Order Completed" } })).toHaveLength(1);
});

test("they wait no longer where the text says something else by now", () => {
  expect(placesWaiting(waitingAt(["audience"]), { audience: { "cart.quantity": 1 } })).toEqual([]);
});

test("they wait no longer where a wait has come to wait for something else than an event", () => {
  const at: Path = ["arms", 0, "scenario", "steps", "later", "where"];
  const wait = (more: object) => text({ later: { type: "wait", ...more } });
  expect(placesWaiting(waitingAt(at), wait({ on: "event", name: "Signed Up" }))).toHaveLength(1);
  expect(placesWaiting(waitingAt(at), wait({ on: "visit" }))).toEqual([]);
  expect(placesWaiting(waitingAt(at), wait({ for: "1h" }))).toEqual([]);
});
