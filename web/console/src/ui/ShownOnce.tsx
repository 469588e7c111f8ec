// A secret that is shown this once: a key, a link, a code. It says so, and stays until somebody says it is kept.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { CopyField } from "./CopyField";
import classes from "./ShownOnce.module.css";

export interface ShownOnceProps {
  title: string;
  label: string;
  value: string;
  children?: ReactNode;
  onDone: () => void;
}

export function ShownOnce({ title, label, value, children, onDone }: ShownOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={classes.box} aria-label={title}>
      <h3 className={classes.title} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <CopyField label={label} value={value} />
      <Button variant="default" size="xs" className={classes.done} onClick={onDone}>
        <Trans>I have kept it</Trans>
      </Button>
    </section>
  );
}
