// A short list of things of one kind, each in a line with what can be done to it: sessions, keys, invitations.

import type { ReactNode } from "react";
import classes from "./ItemList.module.css";

export const ItemList = ({ children }: { children: ReactNode }) => (
  <ul className={classes.list}>{children}</ul>
);

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
