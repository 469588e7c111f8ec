import { describe, expect, it } from "vitest";
import { armsOf, scenarioOf } from "./arms";
import { generatedCampaign } from "./generated";
import { CARD_WIDTH, layOut, neighbour } from "./layout";

const message = (...to: string[]) => ({
  type: "message",
  choices: to.map((next, place) => ({ key: `c${place}`, label: "", next })),
});
const HEIGHT = 120;
const laidOut = (steps: Record<string, object>) => layOut({ start: "a", steps }, () => HEIGHT);
const layerOf = (x: number, xs: number[]) => [...new Set(xs)].sort((a, b) => a - b).indexOf(x);

describe("the places of steps", () => {
  it("lead from the start to the right, answers below each other in their order", () => {
    const { boxes } = laidOut({ a: message("b", "c"), b: message("d"), c: message("d"), d: message() });
    const xs = boxes.map(({ x }) => x);
    expect(boxes.map(({ key, x }) => [key, layerOf(x, xs)])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 1],
      ["d", 2],
    ]);
    const [, b, c] = boxes;
    expect(c?.y).toBeGreaterThan((b?.y ?? 0) + HEIGHT);
  });

  it("keep a lane free for a way that passes a layer by", () => {
    const { boxes, lanes } = laidOut({ a: message("b", "c"), b: message("c"), c: message() });
    const [lane, ...more] = lanes.get("a choices.1.next") ?? [];
    expect(more).toEqual([]);
    const b = boxes.find(({ key }) => key === "b");
    expect(lane?.from).toBe(b?.x);
    const isOutside = (lane?.y ?? 0) < (b?.y ?? 0) || (lane?.y ?? 0) > (b?.y ?? 0) + HEIGHT;
    expect(isOutside).toBe(true);
  });

  it("take ways that lead back as they are", () => {
    const { boxes } = laidOut({ a: message("b"), b: message("a") });
    expect(boxes[1]?.x).toBeGreaterThan((boxes[0]?.x ?? 0) + CARD_WIDTH);
  });

  it("never cover each other, whatever leads where", () => {
    for (let seed = 0; seed < 300; seed += 1) {
      for (const arm of armsOf(generatedCampaign(seed))) {
        const { boxes } = layOut(scenarioOf(arm), (key) => 60 + (key.length % 5) * 30);
        for (const [place, one] of boxes.entries()) {
          for (const other of boxes.slice(place + 1)) {
            const isApart =
              one.x !== other.x || one.y + one.height < other.y || other.y + other.height < one.y;
            expect(isApart).toBe(true);
          }
        }
      }
    }
  });

  it("are found within a frame for a hundred steps", () => {
    const steps = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [
        n === 0 ? "a" : `s${n}`,
        message(...[2 * n + 1, 2 * n + 2].filter((to) => to < 100).map((to) => `s${to}`)),
      ]),
    );
    const started = performance.now();
    expect(laidOut(steps).boxes).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe("the next card", () => {
  const { boxes } = laidOut({ a: message("b", "c"), b: message(), c: message() });
  it.each([
    ["a", "right", "b"],
    ["b", "down", "c"],
    ["c", "up", "b"],
    ["c", "left", "a"],
    ["a", "left", null],
  ] as const)("from %s to the %s is %s", (from, direction, to) => {
    expect(neighbour(boxes, from, direction)).toBe(to);
  });
});
