// The steps one below the other, in the order in which a visitor meets them: for screen readers, phones and whoever likes
// lists. The same steps as in the picture.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconFlag } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { END, inOrder, isSpoken, startOf, stepsOf, waysOut } from "../model/scenario";
import type { Text } from "../model/text";
import { CommentMark } from "./CommentMark";
import { KindIcon } from "./KindIcon";
import type { StepNames } from "./names";
import classes from "./StepList.module.css";

export interface StepListProps {
  scenario: Text;
  names: StepNames;
  chosen: string | null;
  choose: (key: string | null) => void;
  problemsOf: (key: string) => number;
  commentsOf: (key: string) => number;
  /** The form of the chosen step, where it has no place beside the list. */
  inside: ReactNode;
}

export function StepList({ scenario, names, chosen, choose, problemsOf, commentsOf, inside }: StepListProps) {
  const { t } = useLingui();
  const steps = stepsOf(scenario);
  const numbers = new Map(inOrder(scenario).map((key, place) => [key, place + 1]));
  return (
    <ol className={classes.list} aria-label={t`Steps`}>
      {inOrder(scenario).map((key) => {
        const step = steps[key] ?? {};
        const isChosen = key === chosen;
        return (
          <li key={key} className={classes.item} data-chosen={isChosen || undefined}>
            <button
              type="button"
              className={classes.step}
              data-step={key}
              aria-expanded={isChosen}
              onClick={() => choose(isChosen ? null : key)}
            >
              <span className={classes.number}>{numbers.get(key)}</span>
              <KindIcon step={step} />
              <span className={classes.words}>
                <span className={classes.type}>
                  {names.type(step)}
                  {key === startOf(scenario) && (
                    <span className={classes.start}>
                      <IconFlag size={12} aria-hidden /> <Trans>Begins here</Trans>
                    </span>
                  )}
                </span>
                <span className={classes.title}>{names.title(key, step)}</span>
                {!isSpoken(step) && names.body(step) && (
                  <span className={classes.detail}>{names.body(step)}</span>
                )}
              </span>
              <CommentMark count={commentsOf(key)} />
              {problemsOf(key) > 0 && (
                <span className={classes.problem}>
                  <IconAlertTriangle size={16} aria-label={t`To look at`} role="img" />
                </span>
              )}
            </button>
            <ul className={classes.ways}>
              {waysOut(step)
                .filter((way) => way.kind !== "close" || way.to !== END)
                .map((way) => (
                  <li key={way.at.join(".")}>
                    {names.way(step, way)} <span aria-hidden>→</span>{" "}
                    {way.to === END
                      ? names.target(END, steps)
                      : `${numbers.get(way.to) ?? ""} ${names.target(way.to, steps)}`}
                  </li>
                ))}
            </ul>
            {isChosen && inside && <div className={classes.inside}>{inside}</div>}
          </li>
        );
      })}
    </ol>
  );
}
