// The colour of an arm, the same everywhere: by its place in the campaign; control is always grey and hollow.

import type { ReactNode } from "react";
import classes from "./badges.module.css";

const colours = 6;

export const armColour = (place: number | "control"): string =>
  place === "control" ? "var(--kz-control)" : `var(--kz-arm-${place % colours})`;

export const ArmSwatch = ({ place, children }: { place: number | "control"; children?: ReactNode }) => (
  <span className={classes.arm}>
    <span
      className={classes.swatch}
      data-control={place === "control" || undefined}
      style={{ color: armColour(place) }}
      aria-hidden
    />
    {children}
  </span>
);
