// What a rule has written down of its act: the verdict that it rests on, and the versions. Pure.

import type { AuditEntry } from "../../api/types";
import type { Tongue } from "../../words/amounts";
import { numberIn, type RuleVerdict, ruleVerdictIn } from "../../words/ruleVerdict";
import { isRecord } from "../../words/words";

const RULE_ACTS = ["campaign.stopped_by_rule", "campaign.promoted_by_rule"];

export interface RuleAct extends RuleVerdict {
  /** The versions that it replaced and made. */
  versions: [before: number, after: number] | null;
}

/** Null for what was no act of a rule. */
export function ruleActOf(
  words: Tongue,
  { action, before, after }: Pick<AuditEntry, "action" | "before" | "after">,
): RuleAct | null {
  if (!RULE_ACTS.includes(action) || !isRecord(after)) return null;
  const versions = [isRecord(before) ? numberIn(before, "version") : null, numberIn(after, "version")];
  return {
    ...ruleVerdictIn(words, after),
    versions: versions.every((version) => version !== null) ? (versions as [number, number]) : null,
  };
}
