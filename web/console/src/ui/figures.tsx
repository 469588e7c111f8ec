// Figures in tables and text: tabular, in the site's currency and the member's language. Absent is a dash.

import type { ReactNode } from "react";
import classes from "./figures.module.css";
import { useFormat } from "./manner";

type Value = number | null | undefined;

const Tabular = ({ children }: { children: ReactNode }) => (
  <span className={classes.tabular}>{children}</span>
);

/** An amount in the site's currency: `¥1,234,000`. */
export const Yen = ({ value }: { value: Value }) => <Tabular>{useFormat().money(value)}</Tabular>;
export const Count = ({ value }: { value: Value }) => <Tabular>{useFormat().count(value)}</Tabular>;
/** A ratio: `0.123` is `12.3 %`. */
export const Percent = ({ value, digits }: { value: Value; digits?: number }) => (
  <Tabular>{useFormat().percent(value, digits)}</Tabular>
);
export const Points = ({ value }: { value: Value }) => <Tabular>{useFormat().points(value)}</Tabular>;

/** What it means first, the figure second, what it is compared with last. */
export function Figure({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      {note !== undefined && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}

/** Figures side by side, with lines between. */
export const Figures = ({ children }: { children: ReactNode }) => (
  <dl className={classes.figures}>{children}</dl>
);
