// Details that slide in from the side; the page behind stays where it was. On a narrow screen it covers all.

import { useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./SidePanel.module.css";

export interface SidePanelProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Below the title, and stays when the content scrolls. */
  actions?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function SidePanel({ isOpen, onClose, title, actions, width = 480, children }: SidePanelProps) {
  const { t } = useLingui();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={`min(${width}px, 100vw)`}
      title={title}
      closeButtonProps={{ "aria-label": t`Close` }}
      classNames={{
        header: classes.header,
        body: classes.body,
      }}
    >
      {actions && <div className={classes.actions}>{actions}</div>}
      {children}
    </Drawer>
  );
}
