// Bars over places (hours, days), with an optional ghost of what they are compared with. From zero, labelled directly;
// the same numbers are a table for those who want or need one.

import { VisuallyHidden } from "@mantine/core";
import classes from "./Bars.module.css";

export interface Bar {
  label: string;
  value: number;
  /** What it is compared with: last week's same hour. */
  ghost?: number;
  /** Has not come yet, or is not whole yet. */
  isOpen?: boolean;
}

export interface BarsProps {
  title: string;
  bars: readonly Bar[];
  format: (value: number) => string;
  /** What the ghost is called. */
  ghostTitle?: string;
  height?: number;
  /** Every how manyth label is written. */
  labelEvery?: number;
}

export function Bars({ title, bars, format, ghostTitle, height = 140, labelEvery = 1 }: BarsProps) {
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.value, bar.ghost ?? 0]));
  const share = (value: number) => `${(value / most) * 100}%`;
  return (
    <figure className={classes.figure}>
      <div className={classes.most} aria-hidden>
        {format(most)}
      </div>
      <div className={classes.bars} style={{ height }} aria-hidden>
        {bars.map((bar) => (
          <div key={bar.label} className={classes.place} title={`${bar.label}  ${format(bar.value)}`}>
            {bar.ghost !== undefined && (
              <div className={classes.ghost} style={{ height: share(bar.ghost) }} />
            )}
            <div
              className={classes.bar}
              data-open={bar.isOpen || undefined}
              style={{ height: share(bar.value) }}
            />
          </div>
        ))}
      </div>
      <div className={classes.labels} aria-hidden>
        {bars.map((bar, index) => (
          <span key={bar.label}>{index % labelEvery === 0 ? bar.label : ""}</span>
        ))}
      </div>
      <VisuallyHidden>
        <table>
          <caption>{title}</caption>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.label}>
                <th scope="row">{bar.label}</th>
                <td>{format(bar.value)}</td>
                {bar.ghost !== undefined && (
                  <td>
                    {ghostTitle} {format(bar.ghost)}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}
