import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChunk } from "../src/core/chunk.ts";
import { RENDERER_EVENT } from "../src/renderer_contract.ts";

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
  script?.dispatchEvent(new CustomEvent(RENDERER_EVENT, { detail: factory }));
  script?.dispatchEvent(new Event("load"));
};

describe("renderer chunk", () => {
  it("is fetched once, with the page's nonce, and handed to everyone who waits", () => {
    const chunk = createChunk("/tag/renderer.js", "n0nce");
    const [first, second, late] = [vi.fn(), vi.fn(), vi.fn()];
    chunk.use(first);
    chunk.use(second);
    chunk.prefetch();
    vi.advanceTimersByTime(5_000);
    expect(scripts).toMatchObject([{ nonce: "n0nce" }]);
    const factory = () => {};
    arrive(scripts[0], factory);
    chunk.use(late);
    for (const waiting of [first, second, late]) expect(waiting).toHaveBeenCalledExactlyOnceWith(factory);
  });

  it("is tried three times, with pauses, and then left alone", () => {
    const chunk = createChunk("/tag/renderer.js", "");
    chunk.use(() => {});
    for (let i = 0; i < 5; i++) {
      scripts[i]?.dispatchEvent(new Event("error"));
      vi.advanceTimersByTime(60_000);
    }
    expect(scripts).toHaveLength(3);
  });

  it("that failed to prefetch comes when a message needs it", () => {
    const chunk = createChunk("/tag/renderer.js", "");
    chunk.prefetch();
    vi.advanceTimersByTime(5_000);
    scripts[0]?.dispatchEvent(new Event("error"));
    vi.advanceTimersByTime(60_000);
    expect(scripts).toHaveLength(1);
    const ready = vi.fn();
    chunk.use(ready);
    arrive(scripts[1], () => {});
    expect(ready).toHaveBeenCalledOnce();
  });
});
