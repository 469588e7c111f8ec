// A line of a short list of things of one kind, with what can be done to it: sessions, keys, invitations.

import type { ReactNode } from "react";
import classes from "./Item.module.css";

export interface ItemProps {
  name: ReactNode;
  /** What else is known of it, below its name. */
  note: ReactNode;
  /** What can be done to it. */
  children?: ReactNode;
}

export const Item = ({ name, note, children }: ItemProps) => (
  <li className={classes.item}>
    <div className={classes.words}>
      <span className={classes.name}>{name}</span>
      <span className={classes.note}>{note}</span>
    </div>
    {children}
  </li>
);
