// A visitor's name wherever one stands in a list or heading.

import { type Visitor, whoIs, whoWords } from "../words/who";
import { useManner } from "./manner";
import classes from "./VisitorName.module.css";

export function VisitorName({ visitor }: { visitor: Visitor }) {
  const { locale } = useManner();
  const who = whoIs(visitor);
  return (
    <span className={classes.who} data-known={who.name !== null || undefined}>
      <span className={classes.dot} style={{ color: `hsl(${who.hue} 45% 55%)` }} aria-hidden />
      {whoWords(locale, who)}
    </span>
  );
}
