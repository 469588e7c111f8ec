import { afterEach, describe, expect, it, vi } from "vitest";
import { isSound } from "../src/core/soundness.ts";

const undo: (() => void)[] = [];
const replace = (target: object, name: string, value: unknown): void => {
  const own = Object.getOwnPropertyDescriptor(target, name);
  const define = Object.defineProperty;
  define(target, name, { value, configurable: true, writable: true });
  undo.push(() => (own ? define(target, name, own) : Reflect.deleteProperty(target, name)));
};

afterEach(() => {
  for (const again of undo.splice(0).reverse()) again();
  vi.unstubAllGlobals();
});

describe("the page's JavaScript", () => {
  it("is sound as it comes", () => expect(isSound()).toBe(true));

  it("is sound with methods added, and with replacements that do the same", () => {
    replace(Array.prototype, "each", () => {});
    const { map } = Array.prototype;
    replace(Array.prototype, "map", function (this: unknown[], ...args: [never]) {
      return map.apply(this, args);
    });
    expect(isSound()).toBe(true);
  });

  it.each([
    [
      "Array.from of Prototype.js",
      Array,
      "from",
      (source: { length?: number }) => new Array(source.length ?? 0),
    ],
    [
      "reduce of Prototype.js 1.6",
      Array.prototype,
      "reduce",
      function (this: unknown[]) {
        return this[0];
      },
    ],
    ["a toJSON of lists", Array.prototype, "toJSON", () => "[]"],
    ["a broken map", Array.prototype, "map", () => []],
    [
      "a broken filter",
      Array.prototype,
      "filter",
      () => {
        throw new Error("no");
      },
    ],
    ["a broken indexOf", Array.prototype, "indexOf", () => 0],
    ["a broken JSON.stringify", JSON, "stringify", () => "{}"],
    ["a stopped clock", Date, "now", () => 0],
  ])("is not with %s", (_what, target, name, value) => {
    replace(target, name, value);
    expect(isSound()).toBe(false);
  });
});
