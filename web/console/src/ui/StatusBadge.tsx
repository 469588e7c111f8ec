// A state in a word, with an icon and a colour that only repeat it.

import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconInfoCircle,
  type IconProps,
  IconXboxX,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import classes from "./badges.module.css";

/** The four meanings, and the accent for what is merely so. */
export type Tone = "good" | "care" | "harm" | "unknown" | "accent";

const icons: Record<Tone, ComponentType<IconProps>> = {
  good: IconCircleCheck,
  care: IconAlertTriangle,
  harm: IconXboxX,
  unknown: IconCircleDashed,
  accent: IconInfoCircle,
};

export function StatusBadge({
  tone,
  children,
  icon: Icon = icons[tone],
}: {
  tone: Tone;
  children: ReactNode;
  icon?: ComponentType<IconProps>;
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  );
}

/** A word in a box, without a meaning of its own: a segment, a role. */
export const Tag = ({ children }: { children: ReactNode }) => <span className={classes.tag}>{children}</span>;
