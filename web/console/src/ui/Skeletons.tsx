// The shape of what comes. Heights are those of the real thing, so that nothing moves.

import { Skeleton } from "@mantine/core";
import classes from "./Skeletons.module.css";

const places = (count: number) => Array.from({ length: count }, (_, place) => `place ${place}`);
const widths = ["62%", "48%", "71%", "55%"];

/** Lines of text. */
export const TextSkeleton = ({ lines = 3 }: { lines?: number }) => (
  <div className={classes.stack} aria-hidden>
    {places(lines).map((place, index) => (
      <Skeleton key={place} height={14} width={widths[index % widths.length] ?? "60%"} radius="sm" />
    ))}
  </div>
);

/** A DataTable: its head and rows. */
export const TableSkeleton = ({ rows = 8, rowHeight = 48 }: { rows?: number; rowHeight?: number }) => (
  <div aria-hidden>
    <div className={classes.head} />
    {places(rows).map((place, index) => (
      <div key={place} className={classes.row} style={{ height: rowHeight }}>
        <Skeleton height={12} width={widths[index % widths.length] ?? "60%"} radius="sm" />
        <Skeleton height={12} width={72} radius="sm" />
      </div>
    ))}
  </div>
);

/** Figures side by side. */
export const FiguresSkeleton = ({ count = 4 }: { count?: number }) => (
  <div className={classes.figures} aria-hidden>
    {places(count).map((place) => (
      <div key={place} className={classes.figure}>
        <Skeleton height={12} width={64} radius="sm" />
        <Skeleton height={22} width={96} radius="sm" />
      </div>
    ))}
  </div>
);

/** A form: labels and fields. */
export const FormSkeleton = ({ fields = 4 }: { fields?: number }) => (
  <div className={classes.form} aria-hidden>
    {places(fields).map((place) => (
      <div key={place} className={classes.field}>
        <Skeleton height={12} width={120} radius="sm" />
        <Skeleton height={36} radius="sm" />
      </div>
    ))}
  </div>
);

/** A picture or chart of a known height. */
export const BlockSkeleton = ({ height }: { height: number }) => <Skeleton height={height} aria-hidden />;
