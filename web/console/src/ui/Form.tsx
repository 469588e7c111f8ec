// A form: its fields below each other, and above them what went wrong when it was sent.

import type { FormEvent, ReactNode } from "react";
import { ErrorView } from "./ErrorView";
import classes from "./Form.module.css";

export interface FormProps {
  /** Made by `fields.onSubmit`. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** What the server answered, unless a field says it. */
  problem: unknown;
  children: ReactNode;
  /** The buttons, where they do not take the whole width. */
  actions?: ReactNode;
}

export const Form = ({ onSubmit, problem, children, actions }: FormProps) => (
  <form className={classes.form} noValidate onSubmit={onSubmit}>
    {problem ? <ErrorView error={problem} /> : null}
    {children}
    {actions && <div className={classes.actions}>{actions}</div>}
  </form>
);
