// Nothing here yet: says what will be here, and the first step that brings it.

import type { ReactNode } from "react";
import classes from "./states.module.css";

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  /** The first step. */
  action?: ReactNode;
  /** A small picture of what will be here; decoration. */
  picture?: ReactNode;
}

export const EmptyState = ({ title, children, action, picture }: EmptyStateProps) => (
  <div className={classes.empty}>
    {picture && (
      <div className={classes.picture} aria-hidden>
        {picture}
      </div>
    )}
    <p className={classes.title}>{title}</p>
    {children && <div className={classes.text}>{children}</div>}
    {action && <div className={classes.action}>{action}</div>}
  </div>
);
