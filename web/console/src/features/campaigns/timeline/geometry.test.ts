import { expect, it } from "vitest";
import type { Mark } from "../../../api/types";
import { timelinePlaces, worthTelling } from "./geometry";

const now = new Date("2026-11-11T00:00:00Z");
const mark = (day: number, kind: Mark["kind"], phase: number | null = null, minute = 0): Mark => ({
  at: new Date(Date.UTC(2026, 10, day, 0, minute)).toISOString(),
  kind,
  version: null,
  phase,
  target: "campaign/ask",
  fields: [],
  by: null,
});

it("lets each phase last until the next and the last until now", () => {
  const { phases } = timelinePlaces([mark(1, "phase", 1), mark(6, "phase", 2)], now);
  expect(phases).toMatchObject([
    { phase: 1, from: 0, to: 0.5 },
    { phase: 2, from: 0.5, to: 1 },
  ]);
});

it("puts marks that would cover each other one above the other", () => {
  const { dots } = timelinePlaces(
    [mark(1, "phase", 1), mark(6, "edit"), mark(6, "site", null, 5), mark(9, "edit")],
    now,
  );
  expect(dots.map(({ level }) => level)).toEqual([0, 0, 1, 0]);
});

it("has nothing to draw without marks", () => {
  expect(timelinePlaces([], now)).toEqual({ phases: [], dots: [] });
});

it("tells of others only what changed while the campaign was there", () => {
  const marks = [
    mark(1, "site"),
    mark(2, "other_campaign"),
    mark(2, "phase", 1),
    mark(3, "segment"),
    mark(4, "edit"),
  ];
  expect(worthTelling(marks).map(({ kind }) => kind)).toEqual(["phase", "segment", "edit"]);
});
