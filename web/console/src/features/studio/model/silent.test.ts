// Steps that say nothing: splits, written traits, and waits of every kind.

import { describe, expect, it } from "vitest";
import { firstFormats } from "./attention";
import { freshStep, phrasesIn } from "./fresh";
import { KINDS, pasteStep, removeStep, renameStep, type Step, stepsOf, waysOut } from "./scenario";
import { addWay, inEqualShares, MOST_WAYS, removeWay } from "./split";
import {
  addTrait,
  asTraitType,
  canAddTrait,
  isTraitName,
  MOST_TRAITS,
  removeTrait,
  renameTrait,
  setTrait,
  traitType,
} from "./traits";
import { inWaitMode, tomorrowAt, untilKind, WAIT_MODES, type WaitMode, waitMode } from "./wait";

const tos = (step: Step | undefined) => waysOut(step ?? {}).map(({ kind, to }) => `${kind} ${to}`);

describe("the ways out of a silent step", () => {
  it.each<[string, Step, string[]]>([
    [
      "a wait for an event: when it comes, and when it does not",
      { type: "wait", on: "event", next: "x", else: "y" },
      ["next x", "else y"],
    ],
    [
      "what does not come leads to the end unless it says otherwise",
      { type: "wait", on: "visit", next: "x" },
      ["next x", "else end"],
    ],
    [
      "a wait for a time has one, whatever else stands there",
      { type: "wait", until: "09:00", next: "x", else: "y" },
      ["next x"],
    ],
    [
      "a split in its order",
      { type: "split", ways: [{ next: "x" }, { weight: 2 }] },
      ["share x", "share end"],
    ],
    ["written traits go on", { type: "traits", set: {}, next: "x" }, ["next x"]],
  ])("%s", (_, step, expected) => {
    expect(tos(step)).toEqual(expected);
  });

  it("follow what is renamed, taken out or not there", () => {
    const scenario = {
      start: "draw",
      steps: {
        draw: { type: "split", ways: [{ next: "hello" }, { next: "later" }] },
        later: { type: "wait", on: "visit", next: "hello", else: "draw" },
        hello: { type: "message", on_close: "end" },
      },
    };
    const renamed = stepsOf(renameStep(scenario, "hello", "hi"));
    expect([tos(renamed.draw), tos(renamed.later)]).toEqual([
      ["share hi", "share later"],
      ["next hi", "else draw"],
    ]);
    expect(tos(stepsOf(removeStep(scenario, "later")).draw)).toEqual(["share hello", "share hello"]);
    const pasted = pasteStep(scenario, {
      key: "more",
      step: { type: "split", ways: [{ next: "nowhere" }, { next: "hello" }] },
    });
    expect(tos(stepsOf(pasted.scenario)[pasted.key])).toEqual(["share end", "share hello"]);
  });

  it("every kind can be added, and leads to the end at first", () => {
    for (const kind of KINDS)
      expect(waysOut(freshStep(kind, phrasesIn("ja"))).every(({ to }) => to === "end")).toBe(true);
  });
});

describe("the first message", () => {
  it("is looked for behind splits and written traits too, but not behind a wait", () => {
    const steps = {
      draw: { type: "split", ways: [{ next: "note" }, { next: "later" }] },
      note: { type: "traits", set: { a: 1 }, next: "big" },
      big: { type: "message", format: "modal" },
      later: { type: "wait", on: "visit", next: "bar" },
      bar: { type: "message", format: "bar" },
    };
    expect(firstFormats({ start: "draw", steps })).toEqual(["modal"]);
  });
});

describe("a split", () => {
  const step: Step = {
    type: "split",
    ways: [
      { weight: 70, next: "a", note: "ours" },
      { weight: 30, next: "b" },
    ],
  };

  it("gives a new way an equal share of all", () => {
    expect(addWay(step).ways).toEqual([
      { weight: 70, next: "a", note: "ours" },
      { weight: 30, next: "b" },
      { weight: 50, next: "end" },
    ]);
    expect(addWay(freshStep("split", phrasesIn("ja"))).ways).toHaveLength(3);
  });

  it("has between 2 and 10 ways", () => {
    expect(removeWay(step, 0)).toBe(step);
    expect(removeWay(addWay(step), 0).ways).toEqual([
      { weight: 30, next: "b" },
      { weight: 50, next: "end" },
    ]);
    const full = Array.from({ length: 20 }).reduce<Step>((made) => addWay(made), step);
    expect(full.ways).toHaveLength(MOST_WAYS);
  });

  it("is divided equally without losing anything else", () => {
    expect(inEqualShares(step).ways).toEqual([
      { weight: 1, next: "a", note: "ours" },
      { weight: 1, next: "b" },
    ]);
  });
});

describe("written traits", () => {
  const step: Step = { type: "traits", set: { interest: "gift", old: null }, next: "end", note: "ours" };

  it("keep their places when one is renamed or changed", () => {
    const made = setTrait(renameTrait(step, "interest", "purpose"), "purpose", "self");
    expect(JSON.stringify(made)).toBe(
      '{"type":"traits","set":{"purpose":"self","old":null},"next":"end","note":"ours"}',
    );
  });

  it("are never lost under a name that is there already", () => {
    expect(renameTrait(step, "interest", "old")).toBe(step);
  });

  it("have one row without a name at most, and twenty in all", () => {
    const added = addTrait(step);
    expect(Object.keys(added.set as object)).toEqual(["interest", "old", ""]);
    expect(addTrait(added)).toBe(added);
    expect(removeTrait(added, "").set).toEqual(step.set);
    const full = {
      type: "traits",
      set: Object.fromEntries(Array.from({ length: MOST_TRAITS }, (_, n) => [`t${n}`, n])),
    };
    expect(canAddTrait(full)).toBe(false);
  });

  it.each([
    ["3", "number", 3],
    ["", "number", 0],
    ["three", "number", 0],
    [3, "text", "3"],
    [null, "text", ""],
    [true, "text", "true"],
    ["true", "boolean", true],
    ["gift", "boolean", false],
    [null, "number", 0],
    ["gift", "removed", null],
  ] as const)("%o becomes, as %s, %o", (value, type, expected) => {
    expect(asTraitType(value, type)).toBe(expected);
    expect(traitType(expected)).toBe(type);
  });

  it("have names without dots and operators", () => {
    expect(["interest", "目的", "a b"].every(isTraitName)).toBe(true);
    expect(["", " ", "a.b", "$set"].some(isTraitName)).toBe(false);
    expect(traitType(["a list"])).toBeNull();
  });
});

describe("a wait that comes to wait for something else", () => {
  const EVENT: Step = {
    type: "wait",
    note: "ours",
    on: "event",
    name: "Signed Up",
    where: { "properties.plan": "gold" },
    for: "3d",
    next: "thanks",
    else: "remind",
  };

  it.each<[string, Step, WaitMode, Step]>([
    [
      "keeps where it goes, and a length that somebody chose",
      { type: "wait", for: "2d", next: "x" },
      "event",
      { type: "wait", for: "2d", next: "x", on: "event", name: "Order Completed", else: "end" },
    ],
    [
      "takes the usual limit where nobody chose one",
      { type: "wait", for: "1h", next: "x" },
      "visit",
      { type: "wait", for: "30d", next: "x", on: "visit", else: "end" },
    ],
    [
      "from one limit to the other, both usual",
      { type: "wait", on: "event", name: "x", for: "7d", else: "y" },
      "visit",
      { type: "wait", on: "visit", for: "30d", else: "y" },
    ],
    [
      "keeps both ways and fields that nobody knows",
      EVENT,
      "visit",
      { type: "wait", note: "ours", on: "visit", for: "3d", next: "thanks", else: "remind" },
    ],
    [
      "leaves nothing of the other kind",
      EVENT,
      "until",
      { type: "wait", note: "ours", next: "thanks", until: "09:00" },
    ],
    ["and back to a length", EVENT, "for", { type: "wait", note: "ours", for: "3d", next: "thanks" }],
    [
      "from a time to a length",
      { type: "wait", until: "18:00", next: "x" },
      "for",
      { type: "wait", next: "x", for: "1h" },
    ],
  ])("%s", (_, step, mode, expected) => {
    expect(inWaitMode(step, mode)).toEqual(expected);
  });

  it("says one thing only, from whichever to whichever", () => {
    for (const from of WAIT_MODES)
      for (const to of WAIT_MODES) {
        const made = inWaitMode(inWaitMode({ type: "wait", for: "1h", next: "x" }, from), to);
        expect(waitMode(made)).toBe(to);
        const said = ["until", "on"].filter((field) => field in made);
        expect(said.length === 0 ? "for" in made : said.length === 1).toBe(true);
        expect("else" in made).toBe(to === "event" || to === "visit");
        expect(tos(made)[0]).toBe("next x");
      }
  });

  it("is the same when nothing changes", () => {
    expect(inWaitMode(EVENT, "event")).toBe(EVENT);
  });
});

describe("the time that is waited for", () => {
  it.each([
    ["09:00", "time"],
    ["9:00", "time"],
    ["2026-12-24T10:00", "date"],
    ["2026-12-24", "date"],
    ["", null],
    [undefined, null],
  ])("%s is a %s", (until, kind) => {
    expect(untilKind(until)).toBe(kind);
  });

  it("as a date, is tomorrow at first", () => {
    expect(tomorrowAt("2026-12-31T23:30", "09:00")).toBe("2027-01-01T09:00");
  });
});
