// A lift as an interval on the page's one scale, with its figures below.

import { useMemo } from "react";
import { IntervalBar, type IntervalBarProps } from "../../ui/IntervalBar";
import { type Interval, type Scale, scaleOf } from "../../ui/interval";
import classes from "./LiftBar.module.css";

/** Wider ones are cut, and say so. */
const most = 0.5;

export function useLiftScale(intervals: readonly Interval[]): Scale {
  const written = JSON.stringify(intervals);
  return useMemo(() => scaleOf(JSON.parse(written), most), [written]);
}

export const LiftBar = ({ text, ...bar }: IntervalBarProps & { text: string }) => (
  <div className={classes.lift}>
    <IntervalBar {...bar} />
    <span className={classes.text}>{text}</span>
  </div>
);
