import { describe, expect, it } from "vitest";
import type { Arrival } from "../../../api/types";
import { type KeptArrivals, MOST_KEPT, merged } from "./arrivals";

const arrivals = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) => ({ seq: from + count - 1 - place }) as Arrival);
const answer = (from: number, count: number) => ({
  arrivals: arrivals(from, count),
  next: from + count,
  watching: true,
});

describe("events kept on the page", () => {
  it("stand newest first, each once", () => {
    const first = merged(undefined, answer(1, 3));
    const second = merged(first, answer(3, 3));
    expect(second.arrivals.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(second).toMatchObject({ next: 6, hasGap: false });
  });

  it("are at most so many", () => {
    let kept: KeptArrivals | undefined;
    for (let from = 0; from < 1_000; from += 100) kept = merged(kept, answer(from, 100));
    expect(kept?.arrivals).toHaveLength(MOST_KEPT);
    expect(kept?.arrivals[0]?.seq).toBe(999);
  });

  it("begin anew when the server did", () => {
    const before = merged(undefined, answer(900, 3));
    expect(merged(before, answer(1, 2)).arrivals.map(({ seq }) => seq)).toEqual([2, 1]);
  });

  it("say when an answer was full, so that some may be missing", () => {
    const first = merged(undefined, answer(0, 200));
    expect(first.hasGap).toBe(false);
    expect(merged(first, answer(500, 200)).hasGap).toBe(true);
  });
});
