// A wide table on a narrow screen: it scrolls by itself, with the keyboard too, and the page stays.

import type { ReactNode } from "react";
import classes from "./Scroll.module.css";

export const Scroll = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable with the keyboard
  <section className={classes.scroll} tabIndex={0} aria-label={label}>
    {children}
  </section>
);
