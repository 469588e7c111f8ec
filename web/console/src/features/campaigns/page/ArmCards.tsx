// The figures of each arm one below the other, for narrow screens.

import { Trans, useLingui } from "@lingui/react/macro";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { useFormat } from "../../../ui/manner";
import type { ArmFigures } from "../figures";
import classes from "./ArmTable.module.css";

export function ArmCards({ arms, hasGoal }: { arms: ArmFigures[]; hasGoal: boolean }) {
  const { t } = useLingui();
  const { count, money, percent } = useFormat();
  return (
    <ul className={classes.cards}>
      {arms.map((arm, place) => {
        const rows = [
          [t`Assigned`, count(arm.assigned)],
          [t`Decided`, count(arm.decided)],
          [t`Seen`, arm.control ? "–" : count(arm.seen)],
          ...(hasGoal
            ? [
                [t`Reached the goal`, count(arm.converted)],
                [t`Rate`, percent(arm.rate)],
                [t`Value each`, money(arm.valueEach)],
                [t`Value`, money(arm.value)],
              ]
            : []),
        ];
        return (
          <li key={arm.arm}>
            <h3 className={classes.cardTitle}>
              <ArmSwatch place={arm.control ? "control" : place}>
                {arm.control ? <Trans>Control (sees nothing)</Trans> : arm.arm}
              </ArmSwatch>
            </h3>
            <dl>
              {rows.map(([name, value]) => (
                <div key={name} className={classes.pair}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
