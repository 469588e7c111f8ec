import { describe, expect, test } from "vitest";
import { placeOn, roundUp, scaleOf } from "./interval";

test.each([
  [0, 0],
  [0.083, 0.1],
  [0.31, 0.4],
  [1, 1],
  [1.2, 1.5],
  [86_000, 100_000],
])("a scale for %d ends at %d", (amount, end) => expect(roundUp(amount)).toBeCloseTo(end, 10));

describe("a scale", () => {
  test("holds zero and all intervals", () => {
    const scale = scaleOf([
      { low: 0.12, high: 0.31 },
      { low: -0.08, high: 0.35 },
    ]);
    expect(scale.from).toBeCloseTo(-0.1);
    expect(scale.until).toBeCloseTo(0.4);
  });

  test("never ends at zero", () => {
    expect(scaleOf([{ low: 0.1, high: 0.3 }]).from).toBeLessThan(0);
    expect(scaleOf([{ low: -0.3, high: -0.1 }]).until).toBeGreaterThan(0);
    expect(scaleOf([])).toEqual({ from: -1, until: 1 });
  });

  test("is not pressed flat by one wide interval", () => {
    expect(scaleOf([{ low: -0.2, high: 14 }], 1).until).toBe(1);
  });
});

describe("an interval on a scale", () => {
  const scale = { from: -1, until: 1 };

  test("lies where its ends are", () => {
    expect(placeOn(scale, { low: 0, high: 0.5 }, 0.25)).toEqual({
      left: 50,
      width: 25,
      zero: 50,
      point: 62.5,
      isCutLow: false,
      isCutHigh: false,
    });
  });

  test("says when it goes on beyond the scale, and draws no point that lies there", () => {
    const place = placeOn(scale, { low: -0.5, high: 3 }, 2);
    expect(place).toMatchObject({ left: 25, width: 75, point: null, isCutLow: false, isCutHigh: true });
  });

  test("is open where an end is not known", () => {
    expect(placeOn(scale, { low: null, high: null }, null)).toMatchObject({
      left: 0,
      width: 100,
      isCutLow: true,
      isCutHigh: true,
    });
  });
});
