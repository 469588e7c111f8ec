// Bars of the day: today in front, the same weekday behind it. Labelled where they stand; the figures as a table are a
// click away.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import classes from "./HourChart.module.css";
import { HourTable } from "./HourTable";
import { type HourBar, hourBars } from "./hours";

export interface HourChartProps {
  name: string;
  /** 24 figures. */
  today: number[];
  lastWeek: number[] | null;
  lastWeekDay: string;
  hourNow: number;
  write: (value: number) => string;
}

/** The bars are drawn in these units and stretched to the place there is. */
const SLOT = 10;
const HEIGHT = 100;

export function HourChart(props: HourChartProps) {
  const { t } = useLingui();
  const [isTable, setTable] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const tableId = useId();
  const { name, today, lastWeek, hourNow, write } = props;
  const bars = hourBars(today, lastWeek, hourNow);
  const shown = bars[pointed ?? hourNow];
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span className={classes.reading} aria-hidden>
          {shown && <Reading bar={shown} {...props} />}
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          color="gray"
          aria-expanded={isTable}
          aria-controls={tableId}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? <Trans>Hide the table</Trans> : <Trans>Show as a table</Trans>}
        </Button>
      </figcaption>
      <div
        role="img"
        aria-label={t`${name} hour by hour, ${write(sum(today))} so far today. The table has all figures.`}
        onPointerLeave={() => setPointed(null)}
      >
        <svg
          viewBox={`0 0 ${24 * SLOT} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={classes.bars}
          aria-hidden
        >
          {bars.map((bar) => (
            <Bar
              key={bar.hour}
              bar={bar}
              isPointed={bar.hour === pointed}
              point={() => setPointed(bar.hour)}
            />
          ))}
        </svg>
        <div className={classes.hours} aria-hidden>
          {bars.map(({ hour }) => (
            <span key={hour} className={classes.hour} data-now={hour === hourNow || undefined}>
              {isLabelled(hour, hourNow) ? hour : ""}
            </span>
          ))}
        </div>
      </div>
      <div id={tableId} hidden={!isTable}>
        {isTable && <HourTable {...props} bars={bars} />}
      </div>
    </figure>
  );
}

/** Every sixth hour and the present one, which pushes a neighbour aside. */
const isLabelled = (hour: number, hourNow: number) =>
  hour === hourNow || (hour % 6 === 0 && Math.abs(hour - hourNow) > 1);

const sum = (figures: number[]) => figures.reduce((total, figure) => total + figure, 0);

function Bar({ bar, isPointed, point }: { bar: HourBar; isPointed: boolean; point: () => void }) {
  const left = bar.hour * SLOT;
  const last = bar.lastWeekHeight * HEIGHT;
  const now = bar.todayHeight * HEIGHT;
  return (
    <g onPointerEnter={point}>
      <rect
        x={left}
        y={0}
        width={SLOT}
        height={HEIGHT}
        className={classes.slot}
        data-pointed={isPointed || undefined}
      />
      <rect x={left + 0.8} y={HEIGHT - last} width={SLOT - 1.6} height={last} className={classes.lastWeek} />
      <rect
        x={left + 2.4}
        y={HEIGHT - now}
        width={SLOT - 4.8}
        height={now}
        className={classes.today}
        data-running={bar.isRunning || undefined}
      />
    </g>
  );
}

/** The pointed hour in words, else the one that runs. */
function Reading({ bar, lastWeekDay, write }: { bar: HourBar } & HourChartProps) {
  return (
    <>
      <span className={classes.at}>
        <Trans>
          {bar.hour}:00 to {bar.hour + 1}:00
        </Trans>
      </span>
      {!bar.isToCome && (
        <span className={classes.series} data-series="today">
          <Trans>Today {write(bar.today)}</Trans>
          {bar.isRunning && (
            <span className={classes.soft}>
              <Trans>(so far)</Trans>
            </span>
          )}
        </span>
      )}
      {bar.lastWeek !== null && (
        <span className={classes.series} data-series="lastWeek">
          {lastWeekDay} {write(bar.lastWeek)}
        </span>
      )}
    </>
  );
}
