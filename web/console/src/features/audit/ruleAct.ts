// What a rule has written down of its act: which arm, and the verdict that it rests on. Pure.

import type { AuditEntry } from "../../api/types";
import { evidenceWords, liftRange, type Tongue } from "../../words/amounts";
import { FIGURE_NAMES, type FigureName } from "../../words/figures";
import { isRecord } from "../../words/words";

const RULE_ACTS = ["campaign.stopped_by_rule", "campaign.promoted_by_rule"];

export interface RuleAct {
  arm: string | null;
  /** What the verdict is about; null where an older version of Kizukai did not say. */
  metric: FigureName | null;
  visitors: number | null;
  difference: string | null;
  evidence: string | null;
  /** The versions that it replaced and made. */
  versions: [before: number, after: number] | null;
}

/** Null for what was no act of a rule. */
export function ruleActOf(
  words: Tongue,
  { action, before, after }: Pick<AuditEntry, "action" | "before" | "after">,
): RuleAct | null {
  if (!RULE_ACTS.includes(action) || !isRecord(after)) return null;
  const [low, high, evidence] = ["lift_low", "lift_high", "evidence"].map((name) => numberIn(after, name));
  const versions = [isRecord(before) ? numberIn(before, "version") : null, numberIn(after, "version")];
  return {
    arm: typeof after.arm === "string" ? after.arm : null,
    metric: FIGURE_NAMES.find((name) => name === after.metric) ?? null,
    visitors: numberIn(after, "visitors"),
    difference: low == null && high == null ? null : liftRange(words, low ?? null, high ?? null),
    evidence: evidence == null ? null : evidenceWords(words, evidence),
    versions: versions.every((version) => version !== null) ? (versions as [number, number]) : null,
  };
}

function numberIn(record: Record<string, unknown>, name: string): number | null {
  const value = record[name];
  return typeof value === "number" ? value : null;
}
