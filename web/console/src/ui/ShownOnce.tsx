// A secret that is shown this once: a key, a link, a code. It says so, and stays until somebody says it is kept.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./ShownOnce.module.css";

export interface ShownOnceProps {
  title: string;
  /** What is shown, and what it is for. */
  children: ReactNode;
  /** What to do with it. */
  actions?: ReactNode;
  done?: ReactNode;
  onDone: () => void;
}

export function ShownOnce({ title, children, actions, done, onDone }: ShownOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.box} aria-label={title}>
      <h3 className={classes.title} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <div className={classes.actions}>
        {actions}
        <Button variant="default" size="xs" onClick={onDone}>
          {done ?? <Trans>I have kept it</Trans>}
        </Button>
      </div>
    </section>
  );
}
