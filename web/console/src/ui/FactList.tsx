// What is known of one thing, name by name, in a panel.

import type { ReactNode } from "react";
import classes from "./FactList.module.css";

export const FactList = ({ children }: { children: ReactNode }) => (
  <dl className={classes.list}>{children}</dl>
);

export const Fact = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <>
    <dt className={classes.name}>{name}</dt>
    <dd className={classes.fact}>{children}</dd>
  </>
);
