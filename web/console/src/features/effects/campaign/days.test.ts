import { expect, test } from "vitest";
import { cumulated, measured } from "./days";

const day = (at: string, arm: string, visitors: number, reached: number, value: number) => ({
  day: at,
  arm,
  decided: 0,
  visitors,
  reached,
  value,
});

test("each day holds all that was counted until its end, in the order of days", () => {
  const rows = cumulated([
    day("2026-11-02", "ask", 30, 3, 900),
    day("2026-11-01", "ask", 10, 1, 500),
    day("2026-11-02", "control", 20, 1, 400),
  ]);
  expect(rows.map(({ day }) => day)).toEqual(["2026-11-01", "2026-11-02"]);
  expect(rows[0]?.arms).toEqual({ ask: { visitors: 10, reached: 1, value: 500 } });
  expect(rows[1]?.arms.ask).toEqual({ visitors: 40, reached: 4, value: 1400 });
  expect(measured(rows[1]?.arms.ask, "rate")).toBe(0.1);
  expect(measured(rows[1]?.arms.ask, "value")).toBe(35);
});

test("a day without visitors has no figure, rather than zero", () => {
  expect(measured(undefined, "rate")).toBeNull();
  expect(measured({ visitors: 0, reached: 0, value: 0 }, "rate")).toBeNull();
});
