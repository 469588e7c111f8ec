// A message in the chosen look, on a light and on a dark page, drawn as the tag draws its corner card.

import { useLingui } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import { onAccent } from "../../look/colours";
import { type Look, type Scheme, shown } from "./look";
import classes from "./look.module.css";

export function Preview({ look }: { look: Look }) {
  const { t } = useLingui();
  return (
    <div
      className={classes.pages}
      role="img"
      aria-label={t`How a message looks on a light and on a dark page`}
    >
      <Card look={look} scheme="light" />
      <Card look={look} scheme="dark" />
    </div>
  );
}

function Card({ look, scheme }: { look: Look; scheme: Scheme }) {
  const { t } = useLingui();
  const { surface, text, accent, radius, density } = shown(look, scheme);
  const card = {
    "--look-surface": surface,
    "--look-text": text,
    "--look-accent": accent,
    "--look-on-accent": onAccent(accent),
    "--look-radius": `${radius}px`,
    "--look-pad": `${20 * density}px`,
  } as CSSProperties;
  return (
    <div className={classes.page} data-scheme={scheme}>
      <div className={classes.card} style={card}>
        <p className={classes.title}>{t`Are you wondering about shipping?`}</p>
        <p>{t`It is free from ¥5,000.`}</p>
        <span className={classes.choice} data-primary>
          {t`Tell me more`}
        </span>
        <span className={classes.choice}>{t`Something else`}</span>
        <span className={classes.quiet}>{t`Not now`}</span>
      </div>
    </div>
  );
}
