/** How often an operator acts: a press, a typed field, a choice from a list is one act each. */
import type { Reach } from "./reach.ts";

type Does<Rest extends unknown[]> = (...rest: Rest) => Promise<void>;

export interface Counted {
  /** The hands as they are. */
  reach: Reach;
  /** The same hands, counted. */
  hands: Reach;
  acts: () => number;
  /** Makes something else that is done with these hands count as one act. */
  asOne: <Rest extends unknown[]>(does: Does<Rest>) => Does<Rest>;
}

export function counted(reach: Reach): Counted {
  let count = 0;
  const asOne =
    <Rest extends unknown[]>(does: Does<Rest>) =>
    (...rest: Rest) => {
      count += 1;
      return does(...rest);
    };
  const hands = { ...reach, press: asOne(reach.press), fill: asOne(reach.fill), choose: asOne(reach.choose) };
  return { reach, hands, acts: () => count, asOne };
}
