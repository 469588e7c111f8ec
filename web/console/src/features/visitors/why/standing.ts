// How a campaign stands towards a visitor, in one of four words; and the order in which several are read.

import type { WhyItem } from "../../../api/types";

/** Speaks when its trigger comes; control: would, but stays silent; talking: its dialogue is on; silent: something stands in the way. */
export type Standing = "ready" | "control" | "talking" | "silent";

const TALKING = ["own_dialogue", "open_step", "waiting", "deferred"];

export function standingOf(item: WhyItem): Standing {
  if (TALKING.includes(item.code)) return "talking";
  const isBlocked = item.gates.some((gate) => gate.state === "failed");
  if (isBlocked) return "silent";
  return item.control ? "control" : "ready";
}

const RANK: Record<Standing, number> = { talking: 0, ready: 1, control: 2, silent: 3 };

/** Those that speak first, then those with the most gates passed. */
export function byNearness(items: readonly WhyItem[]): WhyItem[] {
  const passed = (item: WhyItem) => item.gates.filter((gate) => gate.state === "passed").length;
  return [...items].sort(
    (one, other) =>
      RANK[standingOf(one)] - RANK[standingOf(other)] ||
      passed(other) - passed(one) ||
      one.campaign.localeCompare(other.campaign),
  );
}
