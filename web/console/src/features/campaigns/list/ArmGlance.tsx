// Per arm, in a row of the list: how many of those decided reached the goal. Bars from zero, the control grey.

import { useLingui } from "@lingui/react/macro";
import { memo } from "react";
import type { ArmResults } from "../../../api/types";
import { armColour } from "../../../ui/ArmSwatch";
import { useFormat } from "../../../ui/manner";
import { armFigures } from "../figures";
import classes from "./ArmGlance.module.css";

/** Arms that fit into a row; the control always has its place. */
const MOST_ARMS = 3;

export interface ArmGlanceProps {
  arms: ArmResults[];
  hasGoal: boolean;
}

export const ArmGlance = memo(function ArmGlance({ arms, hasGoal }: ArmGlanceProps) {
  const { t } = useLingui();
  const format = useFormat();
  const all = armFigures(arms);
  const control = all.filter((arm) => arm.control);
  const speaking = all.filter((arm) => !arm.control);
  const shown = [...speaking.slice(0, MOST_ARMS - control.length), ...control];
  if (!hasGoal) return <span className={classes.none}>{t`No goal`}</span>;
  return (
    <ul className={classes.arms}>
      {shown.map((arm) => (
        <li key={arm.arm} className={classes.arm}>
          <span className={classes.name} data-control={arm.control || undefined}>
            {arm.control ? t`Control` : arm.arm}
          </span>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.bar}
              style={{
                width: `${(arm.rate ?? 0) * 100}%`,
                background: armColour(arm.control ? "control" : speaking.indexOf(arm)),
              }}
            />
          </span>
          <span className={classes.rate}>{format.percent(arm.rate, 0)}</span>
        </li>
      ))}
    </ul>
  );
});
