// What needs a decision comes first.

import type { EffectDecision, EffectSummary, EffectVerdict } from "../../api/types";
import type { Tone } from "../../ui/StatusBadge";

const URGENCY: readonly EffectDecision[] = ["repair", "stop_harm", "stop_worse", "promote", "settle"];

/** Smaller is more urgent. What runs on without hope of a verdict comes before what merely waits; what is over comes last. */
function urgency({ decision, waits_too_long, status }: EffectSummary): number {
  if (status === "ended") return URGENCY.length + 2;
  const place = decision === null ? -1 : URGENCY.indexOf(decision);
  if (place >= 0) return place;
  return waits_too_long ? URGENCY.length : URGENCY.length + 1;
}

const weight = ({ worth_a_month }: EffectSummary): number => Math.abs(worth_a_month?.expected ?? 0);

export const byUrgency = (rows: readonly EffectSummary[]): EffectSummary[] =>
  [...rows].sort((one, other) => urgency(one) - urgency(other) || weight(other) - weight(one));

const TONES: Record<EffectVerdict, Tone> = {
  preliminary: "unknown",
  too_little: "unknown",
  not_comparable: "care",
  open: "unknown",
  changing: "care",
  better: "good",
  worse: "harm",
  no_difference: "unknown",
};

export const toneOf = (verdict: EffectVerdict): Tone => TONES[verdict];

/** The verdict that a row shows: harm to a guardrail stands above what the goal says. */
export const shownVerdict = ({
  decision,
  verdict,
}: Pick<EffectSummary, "decision" | "verdict">): EffectVerdict =>
  decision === "stop_harm" ? "worse" : decision === "repair" ? "not_comparable" : verdict;
