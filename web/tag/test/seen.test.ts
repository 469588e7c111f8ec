import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchSeen } from "../src/renderer/seen.ts";
import { setHidden } from "./fakes.ts";

let ratio: (intersectionRatio: number) => unknown;

beforeEach(() => {
  vi.useFakeTimers();
  setHidden(false);
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: { intersectionRatio: number }[]) => void) {
        ratio = (intersectionRatio) => this.observing && callback([{ intersectionRatio }]);
      }
      observing = false;
      observe(): void {
        this.observing = true;
      }
      disconnect(): void {
        this.observing = false;
      }
    },
  );
});
afterEach(() => void vi.useRealTimers());

describe("seen", () => {
  it("is half of the message in view for half a second, once", () => {
    const onSeen = vi.fn();
    watchSeen(document.body, onSeen);
    ratio(0.5);
    vi.advanceTimersByTime(499);
    expect(onSeen).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    ratio(1);
    vi.advanceTimersByTime(5_000);
    expect(onSeen).toHaveBeenCalledOnce();
  });

  it("starts again after it was out of view or the tab was hidden", () => {
    const onSeen = vi.fn();
    watchSeen(document.body, onSeen);
    ratio(0.6);
    vi.advanceTimersByTime(400);
    ratio(0.4);
    vi.advanceTimersByTime(400);
    ratio(0.6);
    vi.advanceTimersByTime(400);
    setHidden(true);
    vi.advanceTimersByTime(5_000);
    expect(onSeen).not.toHaveBeenCalled();
    setHidden(false);
    vi.advanceTimersByTime(500);
    expect(onSeen).toHaveBeenCalledOnce();
  });

  it("is nothing after the message is gone", () => {
    const onSeen = vi.fn();
    const stop = watchSeen(document.body, onSeen);
    ratio(1);
    stop();
    vi.advanceTimersByTime(5_000);
    expect(onSeen).not.toHaveBeenCalled();
  });
});
