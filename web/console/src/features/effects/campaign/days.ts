// Day by day, as the verdict sees it: all visitors counted so far, not those of the day alone. Pure.

import type { EffectDay } from "../../../api/types";

export type DayMeasure = "rate" | "value";

export interface DayFigure {
  visitors: number;
  reached: number;
  value: number;
}

export interface DayRow {
  day: string;
  /** By arm; cumulative. */
  arms: Record<string, DayFigure>;
}

/** The days in their order, each with all that was counted until its end. */
export function cumulated(days: readonly EffectDay[]): DayRow[] {
  const sums: Record<string, DayFigure> = {};
  const byDay = new Map<string, EffectDay[]>();
  for (const row of days) if (row.visitors > 0) byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  return [...byDay]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([day, rows]) => {
      for (const { arm, visitors, reached, value } of rows) {
        const before = sums[arm] ?? { visitors: 0, reached: 0, value: 0 };
        sums[arm] = {
          visitors: before.visitors + visitors,
          reached: before.reached + reached,
          value: before.value + value,
        };
      }
      return { day, arms: { ...sums } };
    });
}

/** Null while nobody is counted. */
export function measured(figure: DayFigure | undefined, measure: DayMeasure): number | null {
  if (!figure || figure.visitors === 0) return null;
  return (measure === "rate" ? figure.reached : figure.value) / figure.visitors;
}
