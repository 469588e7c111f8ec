// An interval as a bar on a line, with zero marked. It repeats what words beside it say, so it is hidden from those who hear.

import classes from "./IntervalBar.module.css";
import { type Interval, placeOn, type Scale } from "./interval";
import type { Tone } from "./StatusBadge";

export interface IntervalBarProps extends Interval {
  scale: Scale;
  /** Left out where only the interval may be told. */
  point?: number | null;
  tone: Tone;
  /** Written below the ends of the scale and at zero. */
  write?: (value: number) => string;
}

export function IntervalBar({ scale, low, high, point = null, tone, write }: IntervalBarProps) {
  const place = placeOn(scale, { low, high }, point);
  const isKnown = low !== null || high !== null;
  return (
    <div className={classes.whole} aria-hidden>
      <div className={classes.track} data-tone={tone}>
        <span className={classes.zero} style={{ left: `${place.zero}%` }} />
        {isKnown && (
          <span
            className={classes.bar}
            data-cut-low={place.isCutLow || undefined}
            data-cut-high={place.isCutHigh || undefined}
            style={{ left: `${place.left}%`, width: `${place.width}%` }}
          />
        )}
        {place.point !== null && <span className={classes.point} style={{ left: `${place.point}%` }} />}
      </div>
      {write && <Ends scale={scale} zero={place.zero} write={write} />}
    </div>
  );
}

const EDGE = 24;

/** The scale in words. An end that lies at zero's side is left out, so that nothing overlaps. */
const Ends = ({ scale, zero, write }: { scale: Scale; zero: number; write: (value: number) => string }) => (
  <div className={classes.ends}>
    <span>{zero > EDGE ? write(scale.from) : ""}</span>
    <span className={classes.zeroLabel} style={{ left: `${zero}%` }}>
      0
    </span>
    <span>{zero < 100 - EDGE ? write(scale.until) : ""}</span>
  </div>
);
