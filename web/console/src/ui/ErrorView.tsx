// What went wrong, what is safe, and what to do. For a part of a page; the rest stays usable.

import { useLingui as useWords } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../api/problem";
import { problemWords } from "../app/problems";
import { toldWords } from "../words/told";
import classes from "./states.module.css";

export function ErrorView({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { i18n } = useWords();
  const language = i18n.locale === "ja" ? "ja" : "en";
  const { title, todo, detail } = problemWords(error, i18n);
  const places = error instanceof ApiProblem ? error.problems : [];
  return (
    <div className={classes.error} role="alert">
      <IconAlertTriangle className={classes.errorIcon} size={18} aria-hidden />
      <div>
        <p className={classes.errorTitle}>{title}</p>
        <p className={classes.errorText}>{todo}</p>
        {detail && <p className={classes.errorText}>{detail}</p>}
        {places.length > 0 && (
          <ul className={classes.places}>
            {places.map((place) => (
              <li key={`${place.text} ${place.path} ${place.message}`}>
                {place.path && <code>{place.path}</code>} {toldWords({ language }, place.message)}
              </li>
            ))}
          </ul>
        )}
        {retry && (
          <Button variant="default" size="xs" mt="sm" onClick={retry}>
            <Trans>Try again</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
