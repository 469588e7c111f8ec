/**
 * What is counted of an arm, and what follows from it by plain division. Descriptive only: no function here may say that
 * one arm is better than another.
 */
import type { ArmResults } from "../../api/types";

export interface ArmFigures extends ArmResults {
  /** Of those decided, how many reached the goal (0 to 1); none when nobody was decided. */
  rate: number | null;
  /** Value for each visitor decided; none when nobody was decided. */
  valueEach: number | null;
}

/** The arms as the text has them, the control last. */
export function armFigures(arms: ArmResults[]): ArmFigures[] {
  const figures = arms.map((arm) => ({
    ...arm,
    rate: arm.decided === 0 ? null : arm.converted / arm.decided,
    valueEach: arm.decided === 0 ? null : arm.value / arm.decided,
  }));
  return [...figures.filter((arm) => !arm.control), ...figures.filter((arm) => arm.control)];
}

/** Visitors reached in a phase: decided in any arm that speaks. */
export function reachOf(arms: ArmResults[]): number {
  return arms.filter((arm) => !arm.control).reduce((sum, arm) => sum + arm.decided, 0);
}

export type Comparable = "no_control" | "nobody" | "some";

/** Whether there is something to compare with at all. What a difference means is told by the campaign's effect. */
export function comparable(arms: ArmResults[]): Comparable {
  if (!arms.some((arm) => arm.control)) return "no_control";
  return arms.every((arm) => arm.decided === 0) ? "nobody" : "some";
}
