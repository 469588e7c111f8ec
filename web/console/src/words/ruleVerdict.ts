// What a rule has written down of the verdict that it acted on. Pure.

import { evidenceWords, liftRange, type Tongue } from "./amounts";
import { FIGURE_NAMES, type FigureName } from "./figures";

export interface RuleVerdict {
  arm: string | null;
  /** What the verdict is about; null where an older version of Kizukai did not say. */
  metric: FigureName | null;
  visitors: number | null;
  difference: string | null;
  evidence: string | null;
}

export function ruleVerdictIn(words: Tongue, because: Record<string, unknown>): RuleVerdict {
  const [low, high, evidence] = ["lift_low", "lift_high", "evidence"].map((name) => numberIn(because, name));
  return {
    arm: typeof because.arm === "string" ? because.arm : null,
    metric: FIGURE_NAMES.find((name) => name === because.metric) ?? null,
    visitors: numberIn(because, "visitors"),
    difference: low == null && high == null ? null : liftRange(words, low ?? null, high ?? null),
    evidence: evidence == null ? null : evidenceWords(words, evidence),
  };
}

export function numberIn(record: Record<string, unknown>, name: string): number | null {
  const value = record[name];
  return typeof value === "number" ? value : null;
}
