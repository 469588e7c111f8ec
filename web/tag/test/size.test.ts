import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

/** The weight promised to shops, in bytes of gzip. The test script builds first. */
const CORE_MAX = 10 * 1024;
const CORE_AND_RENDERER_MAX = 16 * 1024;

const weigh = (path: string): number =>
  gzipSync(readFileSync(`${import.meta.dirname}/../dist/${path}`), { level: 9 }).length;

describe("size", () => {
  it("of the core is at most 10 KB", () => {
    expect(weigh("tag.js")).toBeLessThanOrEqual(CORE_MAX);
  });

  it("of core and renderer is at most 16 KB", () => {
    expect(weigh("tag.js") + weigh("tag/renderer.js")).toBeLessThanOrEqual(CORE_AND_RENDERER_MAX);
  });
});
