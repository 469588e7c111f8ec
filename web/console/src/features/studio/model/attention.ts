// What a campaign costs a visitor's attention: the dearest of its first messages, in the site's points.

import { isRecord } from "../../../words/words";
import { armsOf, scenarioOf } from "./arms";
import { isPassedAtOnce, isSpoken, startOf, stepsOf, waysOut } from "./scenario";
import type { Text } from "./text";

/** The engine's own prices where the site sets none. */
const PRICES: Readonly<Record<string, number>> = {
  fullscreen: 8,
  modal: 5,
  corner: 3,
  bar: 2,
  toast: 1,
  inline: 0,
};
const CAPACITY = 10;
const PER_HOUR = 1;

export interface Price {
  /** Formats of the first messages, the dearest first. */
  formats: string[];
  points: number;
  capacity: number;
  /** Until as much has come back; null where nothing does. */
  hours: number | null;
}

export function attentionPrice(text: Text, site: unknown): Price {
  const budget = isRecord(site) && isRecord(site.attention) ? site.attention : {};
  const number = (of: unknown, name: string, otherwise: number) =>
    isRecord(of) && typeof of[name] === "number" ? of[name] : otherwise;
  const priceOf = (format: string) => number(budget.prices, format, PRICES[format] ?? 0);
  const formats = [...new Set(armsOf(text).flatMap((arm) => firstFormats(scenarioOf(arm))))].sort(
    (a, b) => priceOf(b) - priceOf(a),
  );
  const points = Math.max(0, ...formats.map(priceOf));
  const perHour = number(budget, "per_hour", PER_HOUR);
  return {
    formats,
    points,
    capacity: number(budget, "capacity", CAPACITY),
    hours: perHour > 0 ? points / perHour : null,
  };
}

/** The formats that can be met first: the start, or what silent steps lead to. */
export function firstFormats(scenario: Text): string[] {
  const steps = stepsOf(scenario);
  const known = new Set<string>();
  const formats = new Set<string>();
  const open = [startOf(scenario)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const step = steps[key];
    if (!step || known.has(key)) continue;
    known.add(key);
    if (isSpoken(step)) formats.add(String(step.format ?? ""));
    else if (isPassedAtOnce(step)) open.push(...waysOut(step).map((way) => way.to));
  }
  return [...formats].filter((format) => format !== "");
}
