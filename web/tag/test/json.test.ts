import { afterEach, describe, expect, it } from "vitest";
import { fromJson, toJson } from "../src/core/json.ts";

const polluted = Object.prototype as Record<string, unknown>;

afterEach(() => {
  delete polluted.polluted;
});

describe("JSON", () => {
  it.each([
    [{ a: [1, "二", null, true, { b: undefined, c: Number.NaN }] }],
    [{ at: new Date(0) }],
    ['"\\ \n 🍚 \ud800'],
    [[undefined, () => 1]],
    [undefined],
  ])("of %j is what JSON.stringify makes of it", (value) => {
    expect(toJson(value)).toBe(JSON.stringify(value) ?? "null");
  });

  it("takes a bigint as text, and refuses what contains itself", () => {
    expect(toJson({ points: 10n ** 20n })).toBe('{"points":"100000000000000000000"}');
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(() => toJson(loop)).toThrow();
  });

  it("read has none of what the page put on every object", () => {
    polluted.polluted = "yes";
    const read = fromJson('{"show":[{"content":{}}]}') as { show: { content: object }[] };
    for (const object of [read, read.show[0], read.show[0]?.content])
      expect(object).not.toHaveProperty("polluted");
    expect(fromJson("{")).toBeNull();
  });
});
