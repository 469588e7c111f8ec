// A field inside of a sentence: as wide as what stands in it.

import { IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./fields.module.css";

export interface FitProps {
  /** What its width is taken from. */
  text: string;
  children: ReactNode;
  hasArrow?: boolean;
  isStrong?: boolean;
  isNumber?: boolean;
  /** It waits to be filled in. */
  isMissing?: boolean;
}

export const Fit = ({ text, children, hasArrow, isStrong, isNumber, isMissing }: FitProps) => (
  <span
    className={classes.fit}
    data-text={text}
    data-icon={hasArrow || undefined}
    data-strong={isStrong || undefined}
    data-number={isNumber || undefined}
    data-missing={isMissing || undefined}
  >
    {children}
    {hasArrow && <IconChevronDown className={classes.icon} size={14} aria-hidden />}
  </span>
);
