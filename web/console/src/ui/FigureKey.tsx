// What figures of a page mean, where they stand in sentences and have no heading of their own to ask at.

import type { FigureName } from "../words/figures";
import { Explained } from "./Explain";
import classes from "./FigureKey.module.css";

export const FigureKey = ({ figures }: { figures: readonly FigureName[] }) => (
  <p className={classes.key}>
    {figures.map((figure) => (
      <Explained key={figure} figure={figure} />
    ))}
  </p>
);
