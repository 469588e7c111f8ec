import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChunkScript } from "../src/chunk_contract.ts";
import { createChunks } from "../src/core/chunks.ts";

let scripts: HTMLScriptElement[];

beforeEach(() => {
  vi.useFakeTimers();
  scripts = [];
  vi.spyOn(document.head, "appendChild").mockImplementation((node) => {
    scripts.push(node as unknown as HTMLScriptElement);
    return node;
  });
});
afterEach(() => void vi.useRealTimers());

const arrive = (script: HTMLScriptElement | undefined, factory: unknown): void => {
  (script as ChunkScript | undefined)?.kizukai?.ready(factory);
  script?.dispatchEvent(new Event("load"));
};

describe("a chunk", () => {
  it("is fetched once, with the page's nonce, and handed to everyone who waits", () => {
    const chunks = createChunks("/tag/", "n0nce");
    const [first, second, late] = [vi.fn(), vi.fn(), vi.fn()];
    chunks.use("renderer", first);
    chunks.use("renderer", second);
    chunks.prefetch("renderer");
    vi.advanceTimersByTime(5_000);
    expect(scripts).toMatchObject([
      { nonce: "n0nce", src: expect.stringContaining("/tag/renderer.js?v=test") },
    ]);
    const factory = () => {};
    arrive(scripts[0], factory);
    chunks.use("renderer", late);
    expect(first, "not in the task that reads it").not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    for (const waiting of [first, second, late]) expect(waiting).toHaveBeenCalledExactlyOnceWith(factory);
  });

  it("is tried three times, with pauses, and then left alone", () => {
    const chunks = createChunks("/tag/", "");
    chunks.use("renderer", () => {});
    for (let i = 0; i < 5; i++) {
      scripts[i]?.dispatchEvent(new Event("error"));
      vi.advanceTimersByTime(60_000);
    }
    expect(scripts).toHaveLength(3);
  });

  it("that failed to prefetch comes when a message needs it", () => {
    const chunks = createChunks("/tag/", "");
    chunks.prefetch("renderer");
    vi.advanceTimersByTime(5_000);
    scripts[0]?.dispatchEvent(new Event("error"));
    vi.advanceTimersByTime(60_000);
    expect(scripts).toHaveLength(1);
    const ready = vi.fn();
    chunks.use("renderer", ready);
    arrive(scripts[1], () => {});
    vi.advanceTimersByTime(0);
    expect(ready).toHaveBeenCalledOnce();
  });
});
