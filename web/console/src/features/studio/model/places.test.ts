import { describe, expect, it } from "vitest";
import { languageOf, phrasesIn } from "./fresh";
import { fieldPlaces, merged, places, wish } from "./merge";
import { partOf, stepPlaceOf } from "./parts";
import { fromLocal, toLocal } from "./schedule";
import { begunFrom, templates } from "./templates";
import { pathOf, placeOf } from "./text";
import { fromYaml } from "./yaml";

describe("a place that the server names", () => {
  it.each([
    ["audience.$or[0]", "who"],
    ["trigger.where", "when"],
    ["arms[1].key", "what"],
    ["control", "what"],
    ["goal", "goal"],
    ["schedule.until", "care"],
    ["exit.$or[0]", "care"],
    ["name", null],
    ["", null],
  ])("%s belongs to %s", (at, part) => {
    expect(partOf(at)).toBe(part);
  });

  it("may be a step whose key has dots", () => {
    const keysOf = () => ["a", "a.b"];
    const at = "arms[2].scenario.steps.a.b.choices[1].next";
    expect(stepPlaceOf(at, keysOf)).toEqual({ arm: 2, step: "a.b", rest: "choices[1].next" });
    expect(stepPlaceOf("arms[2].scenario.start", keysOf)).toBeNull();
    expect(pathOf("choices[1].next")).toEqual(["choices", 1, "next"]);
    expect(placeOf(["arms", 0, "scenario", "steps", "ask"])).toBe("arms[0].scenario.steps.ask");
  });
});

describe("a schedule's moments", () => {
  it.each([
    ["2026-12-01T00:00:00+09:00", "Asia/Tokyo", "2026-12-01T00:00"],
    ["2026-11-30T15:00:00Z", "Asia/Tokyo", "2026-12-01T00:00"],
    ["2026-12-01T10:30:00", "Asia/Tokyo", "2026-12-01T10:30"],
    ["2026-07-01T00:00:00Z", "Europe/Berlin", "2026-07-01T02:00"],
    ["soon", "Asia/Tokyo", ""],
    [undefined, "Asia/Tokyo", ""],
  ])("%s in %s is shown as %s", (written, zone, shown) => {
    expect(toLocal(written, zone)).toBe(shown);
  });

  it.each([
    ["2026-12-01T00:00", "Asia/Tokyo", "2026-12-01T00:00:00+09:00"],
    ["2026-07-01T02:00", "Europe/Berlin", "2026-07-01T02:00:00+02:00"],
    ["2026-12-01T02:00", "Europe/Berlin", "2026-12-01T02:00:00+01:00"],
    ["2026-12-01T10:00", "America/St_Johns", "2026-12-01T10:00:00-03:30"],
    ["", "Asia/Tokyo", undefined],
  ])("%s in %s is written as %s", (shown, zone, written) => {
    expect(fromLocal(shown, zone)).toBe(written);
  });
});

describe("two who changed the same draft", () => {
  const base = { name: "a", control: 20, caps: [] as object[] };
  it("take each other's changes, and choose where both changed the same", () => {
    const mine = { ...base, name: "mine", control: 10 };
    const theirs = { ...base, name: "theirs", caps: [{ max: 1, per: "24h" }] };
    const found = places(base, mine, theirs).map((place) => [
      place.path.join("."),
      place.changedBy,
      wish(place),
    ]);
    expect(found).toEqual([
      ["name", "both", "mine"],
      ["control", "mine", "mine"],
      ["caps", "theirs", "theirs"],
    ]);
  });
});

describe("a draft that somebody has published past", () => {
  const steps = (more: object) => [{ key: "a", scenario: { start: "s", steps: more } }];
  const base = {
    kind: "campaign",
    key: "k",
    name: "a",
    arms: steps({ s: { title: "1" }, t: { title: "2" } }),
  };

  it("is chosen from field by field, so that no step of one leads to what only the other has", () => {
    const mine = { key: "k", name: "mine", arms: steps({ s: { title: "mine" }, t: { title: "2" } }) };
    const theirs = { ...base, control: 10, arms: steps({ s: { title: "1" } }) };
    const found = fieldPlaces(base, mine, theirs);
    expect(found.map((place) => [place.path, place.changedBy, wish(place)])).toEqual([
      [["name"], "mine", "mine"],
      [["arms"], "both", "mine"],
      [["control"], "theirs", "theirs"],
    ]);
    expect(merged(mine, found, wish)).toEqual({ ...mine, control: 10 });
    expect(merged(mine, found, () => "theirs")).toEqual({
      key: "k",
      name: "a",
      control: 10,
      arms: theirs.arms,
    });
  });

  it("is said to have changed nothing where only fields stand in another order", () => {
    const mine = { name: "a", goal: { within: "7d", event: "Order Completed" } };
    const [goal] = fieldPlaces({ goal: { event: "Order Completed", within: "7d" } }, mine, {
      goal: { event: "x" },
    });
    expect(goal?.changedBy).toBe("theirs");
  });
});

describe("ready campaigns", () => {
  it.each(["ja", "en"] as const)("have all their words in %s", (language) => {
    for (const { name, about, text } of templates(language, language)) {
      expect([name, about].every((words) => words.length > 3)).toBe(true);
      const begun = begunFrom(text, "key", name);
      expect(Object.keys(begun).slice(0, 4)).toEqual(["kind", "key", "name", "status"]);
      // A word that is missing would stand there by its name.
      expect(JSON.stringify(text)).not.toMatch(/"(?:title|body|label|submit)":"[a-z]+[A-Z]?[a-z]*"/);
    }
  });
});

describe("what visitors read in new campaigns", () => {
  it("is in the shop's language, whichever the member's is", () => {
    const [ready] = templates("en", "ja");
    expect(ready?.name).toBe("Worries in the cart");
    expect(JSON.stringify(ready?.text)).toContain("お困りですか");
    expect(phrasesIn(languageOf("ja-JP")).yes).toBe("はい");
    expect(phrasesIn(languageOf("fr")).yes).toBe("Yes");
  });
});

describe("YAML that cannot be read", () => {
  it("is told with its line", async () => {
    expect(await fromYaml("key: a\nname: [")).toMatchObject({ line: expect.any(Number) });
    expect(await fromYaml("just words")).toMatchObject({ line: null });
  });
});
