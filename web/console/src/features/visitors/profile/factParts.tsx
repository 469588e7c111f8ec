// What every group of facts is made of.

import type { ReactNode } from "react";
import classes from "./Facts.module.css";

export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className={classes.nothing}>{children}</p>
);

export const Pair = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <div className={classes.pair}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
