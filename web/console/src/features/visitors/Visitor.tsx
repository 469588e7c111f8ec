// A visitor's name wherever one stands in a list or heading.

import { Trans } from "@lingui/react/macro";
import { whoIs } from "./identity";
import classes from "./Visitor.module.css";

export interface VisitorNameProps {
  visitor: { profile: string; user_id: string | null; name: string | null };
}

export function VisitorName({ visitor }: VisitorNameProps) {
  const { name, shortId, hue } = whoIs(visitor);
  return (
    <span className={classes.who}>
      <span
        className={classes.dot}
        style={{ color: `hsl(${hue} 45% 55%)` }}
        data-known={name !== null || undefined}
        aria-hidden
      />
      {name ?? (
        <span className={classes.stranger}>
          <Trans>Stranger</Trans> <span className={classes.id}>{shortId}</span>
        </span>
      )}
    </span>
  );
}
