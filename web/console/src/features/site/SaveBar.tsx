// Appears at the foot of the window once something has changed; what is not published stays only on this screen.

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./site.module.css";

export interface SaveBarProps {
  isShown: boolean;
  isSaving: boolean;
  onUndo: () => void;
  children: ReactNode;
}

export function SaveBar({ isShown, isSaving, onUndo, children }: SaveBarProps) {
  if (!isShown) return null;
  return (
    <div className={classes.saveBar} role="status">
      {children}
      <div className={classes.saveLine}>
        <span>
          <Trans>Changed, not published yet.</Trans>
        </span>
        <div className={classes.saveActions}>
          <Button variant="default" onClick={onUndo} disabled={isSaving}>
            <Trans>Undo the changes</Trans>
          </Button>
          <Button type="submit" loading={isSaving}>
            <Trans>Publish</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}
