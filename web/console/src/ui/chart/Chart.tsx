// A chart of series over time, labelled directly. Who does not see it gets its title and the table that stands beside it or one
// click away: `ChartWithTable`.

import { Trans } from "@lingui/react/macro";
import { Button, useComputedColorScheme } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import classes from "./Chart.module.css";
import type { Drawn } from "./draw";
import type { ChartSeries, Drawing } from "./drawing";

export interface ChartProps {
  /** What it shows, for those who do not see it. */
  title: string;
  drawing: Drawing;
  height?: number;
}

export function Chart({ title, drawing, height = 260 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const scheme = useComputedColorScheme("light");
  const wanted = useRef(drawing);
  wanted.current = drawing;
  useEffect(() => {
    let isGone = false;
    void import("./draw").then(({ draw }) => {
      if (isGone || !place.current) return;
      drawn.current = draw(place.current);
      drawn.current.show(wanted.current);
    });
    return () => {
      isGone = true;
      drawn.current?.end();
      drawn.current = null;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours are another drawing
  useEffect(() => drawn.current?.show(drawing), [drawing, scheme]);
  return (
    <div role="img" aria-label={title}>
      {drawing.kind === "bar" && drawing.series.length > 1 && <Names series={drawing.series} />}
      <div ref={place} className={classes.place} style={{ height }} aria-hidden />
    </div>
  );
}

/** Bars have no ends to write at: their names stand above, the topmost first. */
const Names = ({ series }: { series: readonly ChartSeries[] }) => (
  <ul className={classes.names} aria-hidden>
    {series.toReversed().map(({ key, label, colour }) => (
      <li key={key}>
        <span className={classes.swatch} style={{ background: colour }} />
        {label}
      </li>
    ))}
  </ul>
);

/** `children`: the table. */
export function ChartWithTable({
  actions,
  children,
  ...chart
}: ChartProps & { actions?: ReactNode; children: ReactNode }) {
  const [isTable, setTable] = useState(false);
  const tableId = useId();
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        {actions}
        <Button
          className={classes.toggle}
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
      <Chart {...chart} />
      <div id={tableId} hidden={!isTable}>
        {isTable && children}
      </div>
    </figure>
  );
}
