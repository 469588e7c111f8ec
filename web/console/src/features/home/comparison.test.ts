import { describe, expect, it } from "vitest";
import { compare } from "./comparison";
import { hourBars, hourIn } from "./hours";

describe("today beside last week", () => {
  it.each([
    [112, 100, { kind: "more", ratio: expect.closeTo(0.12) }],
    [80, 100, { kind: "less", ratio: expect.closeTo(0.2) }],
    [101, 100, { kind: "same" }],
    [9, 6, { kind: "few", difference: 3 }],
    [5, 0, { kind: "first" }],
    [0, 0, { kind: "none" }],
  ])("%i against %i", (today, lastWeek, expected) => {
    expect(compare(today, lastWeek)).toEqual(expected);
  });

  it("tells amounts in percent however small", () => {
    expect(compare(12, 10, false)).toEqual({ kind: "more", ratio: expect.closeTo(0.2) });
  });
});

describe("hours of a day", () => {
  const figures = (peak: number, at: number) =>
    Array.from({ length: 24 }, (_, hour) => (hour === at ? peak : 0));

  it("stand on one scale from zero", () => {
    const bars = hourBars(figures(10, 9), figures(20, 12), 9);
    expect(bars[9]).toMatchObject({ todayHeight: 0.5, lastWeekHeight: 0, isRunning: true, isToCome: false });
    expect(bars[12]).toMatchObject({ lastWeekHeight: 1, isToCome: true });
  });

  it("have nothing behind them in the first week", () => {
    expect(hourBars(figures(1, 0), null, 3)[0]).toMatchObject({ lastWeek: null, todayHeight: 1 });
  });

  it("are those of the site's time zone", () => {
    expect(hourIn("Asia/Tokyo", new Date("2026-11-30T15:05:00Z"))).toBe(0);
    expect(hourIn("Asia/Kolkata", new Date("2026-11-30T18:45:00Z"))).toBe(0);
  });
});
