// @vitest-environment node
// Whatever a campaign's text says goes through the studio unchanged: opening, looking at, and every change that is taken back.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { addArm, armsOf, duplicateArm, removeArm, scenarioOf, setScenario } from "./arms";
import { attentionPrice } from "./attention";
import { generatedCampaign } from "./generated";
import { begin, record, redo, undo } from "./history";
import { layOut } from "./layout";
import { merged, places, wish } from "./merge";
import {
  addStep,
  duplicateStep,
  inOrder,
  removeStep,
  renameStep,
  setStart,
  setWay,
  startOf,
  stepsOf,
  waysOut,
} from "./scenario";
import { read, type Text, write } from "./text";
import { fromYaml, toYaml } from "./yaml";

const folder = join(import.meta.dirname, "../../../../../demo-shop/campaigns");
const shop: [string, Text][] = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => [name, parse(readFileSync(join(folder, name), "utf8")) as Text]);
const made: [string, Text][] = Array.from({ length: 1_000 }, (_, seed) => [
  `seed ${seed}`,
  generatedCampaign(seed),
]);
const written = (text: unknown) => JSON.stringify(text);

/** Changes and what takes them back, by hand rather than by the history. */
function thereAndBack(text: Text): void {
  const before = written(text);
  for (const [place, arm] of armsOf(text).entries()) {
    const scenario = scenarioOf(arm);
    const keys = inOrder(scenario);
    expect(new Set(keys)).toEqual(new Set(Object.keys(stepsOf(scenario))));
    const { boxes } = layOut(scenario, () => 100);
    expect(boxes.map(({ key }) => key).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      if (!keys.includes("renamed") && key !== "end") {
        const there = renameStep(scenario, key, "renamed");
        expect(written(renameStep(there, "renamed", key))).toBe(written(scenario));
      }
      for (const way of waysOut(stepsOf(scenario)[key] ?? {})) {
        if (way.isDefault) continue;
        const led = setWay(scenario, key, way.at, "elsewhere");
        expect(written(setWay(led, key, way.at, way.to))).toBe(written(scenario));
      }
    }
    expect(written(setStart(setStart(scenario, "other"), startOf(scenario)))).toBe(written(scenario));
    const added = addStep(scenario, { key: "fresh", step: { type: "wait", for: "1h" } });
    expect(written(setStart(removeStep(added.scenario, added.key), startOf(scenario)))).toBe(
      written(scenario),
    );
    const doubled = duplicateStep(scenario, keys[0] ?? "");
    expect(read(doubled.scenario, ["steps", doubled.key])).toEqual(read(scenario, ["steps", keys[0] ?? ""]));
    expect(written(setScenario(text, place, scenario))).toBe(before);
  }
  expect(written(removeArm(addArm(text, {}, "more"), armsOf(text).length))).toBe(before);
  expect(written(removeArm(duplicateArm(text, 0), 1))).toBe(before);
  expect(written(write(write(text, ["made_up", "deep"], 1), ["made_up"], undefined))).toBe(before);
  expect(attentionPrice(text, {}).points).toBeGreaterThanOrEqual(0);
}

function throughHistory(text: Text): void {
  let history = begin(text);
  for (let change = 0; change < 5; change += 1)
    history = record(history, write(history.present, ["control"], change), null, change);
  for (let change = 0; change < 5; change += 1) history = undo(history);
  expect(history.present).toBe(text);
  for (let change = 0; change < 5; change += 1) history = redo(history);
  expect(read(history.present, ["control"])).toBe(4);
}

describe("goes through unchanged", () => {
  test.each(shop)("%s of the demo shop", async (_, text) => {
    if (text.kind === "campaign") thereAndBack(text);
    throughHistory(text);
    const again = await fromYaml(await toYaml(text));
    expect(again).toEqual({ texts: [text] });
    expect(written(again)).toBe(written({ texts: [text] }));
  });

  test("a thousand made-up campaigns", async () => {
    for (const [, text] of made) {
      thereAndBack(text);
      throughHistory(text);
      expect(written(await fromYaml(await toYaml(text)))).toBe(written({ texts: [text] }));
    }
  }, 60_000);

  test("a text that nobody else has changed, when it is put together with what somebody else changed", () => {
    for (const [seed, text] of made.slice(0, 200)) {
      const theirs = write(write(text, ["name"], `theirs ${seed}`), ["control"], 42.5);
      const mine = write(text, ["priority"], 77);
      const found = places(text, mine, theirs);
      const both = merged(mine, found, wish);
      expect(both).toEqual(write(write(mine, ["name"], `theirs ${seed}`), ["control"], 42.5));
      expect(merged(mine, found, () => "theirs")).toEqual(theirs);
      expect(merged(mine, found, () => "mine")).toEqual(mine);
    }
  });
});
