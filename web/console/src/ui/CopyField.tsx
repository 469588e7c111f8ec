// Something to copy: a key, a link, a snippet.

import { Trans } from "@lingui/react/macro";
import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import classes from "./code.module.css";

const said_ms = 2000;

export const CopyAction = ({ value, label }: { value: string; label?: ReactNode }) => (
  <CopyButton value={value} timeout={said_ms}>
    {({ copied, copy }) => (
      <Button
        variant="default"
        size="xs"
        onClick={copy}
        leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      >
        <span aria-live="polite">{copied ? <Trans>Copied</Trans> : (label ?? <Trans>Copy</Trans>)}</span>
      </Button>
    )}
  </CopyButton>
);

/** One line to copy. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      <div className={classes.line}>
        <input
          id={id}
          className={classes.value}
          value={value}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyAction value={value} />
      </div>
    </div>
  );
}

/** Several lines of code or data, with a button to copy them. */
export function Code({
  children,
  label,
  maxHeight,
}: {
  children: string;
  label: string;
  maxHeight?: number;
}) {
  return (
    <figure className={classes.block}>
      <figcaption className={classes.caption}>
        <span>{label}</span>
        <CopyAction value={children} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable with the keyboard */}
      <section className={classes.pre} style={{ maxHeight }} tabIndex={0} aria-label={label}>
        <pre>{children}</pre>
      </section>
    </figure>
  );
}
