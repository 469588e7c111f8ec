// How often it was tried in the last seven days and what came of it, with reasons. A bar chooses what is listed below.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Decisions, Outcome } from "../../../api/types";
import { useFormat } from "../../../ui/manner";
import { outcomeName, reasonWords } from "../../../words/decision";
import type { Words } from "../../../words/words";
import classes from "./Outcomes.module.css";

/** In the order in which a reader asks: did it speak, and if not, why. */
export const OUTCOMES: Outcome[] = ["shown", "ghost", "capped", "quiet", "budget", "lost", "stopped"];
const MOST_REASONS = 4;

export interface OutcomesProps {
  counts: Record<Outcome, number>;
  reasons: Decisions["reasons"];
  words: Words;
  chosen: Outcome | null;
  choose?: (outcome: Outcome | null) => void;
}

export function Outcomes({ counts, reasons, words, chosen, choose }: OutcomesProps) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(1, ...OUTCOMES.map((outcome) => counts[outcome] ?? 0));
  const met = OUTCOMES.filter((outcome) => (counts[outcome] ?? 0) > 0);
  if (met.length === 0) {
    return (
      <p className={classes.none}>
        <Trans>In the last seven days its moment never came for anybody who is meant.</Trans>
      </p>
    );
  }
  return (
    <ul className={classes.outcomes}>
      {met.map((outcome) => {
        const name = outcomeName(words, outcome);
        const own = reasons
          .flatMap(({ reason, ...one }) => (one.outcome === outcome && reason ? [{ ...one, reason }] : []))
          .slice(0, MOST_REASONS);
        return (
          <li key={outcome} className={classes.outcome} data-outcome={outcome}>
            <div className={classes.row}>
              {choose ? (
                <button
                  type="button"
                  className={classes.name}
                  aria-pressed={chosen === outcome}
                  title={t`List only these below`}
                  onClick={() => choose(chosen === outcome ? null : outcome)}
                >
                  {name}
                </button>
              ) : (
                <span className={classes.name}>{name}</span>
              )}
              <span className={classes.track} aria-hidden>
                <span className={classes.bar} style={{ width: `${(counts[outcome] / most) * 100}%` }} />
              </span>
              <span className={classes.count}>
                <Plural value={counts[outcome]} one="once" other={`${format.count(counts[outcome])} times`} />
              </span>
            </div>
            {own.length > 0 && (
              <ul className={classes.reasons}>
                {own.map(({ reason, count }) => (
                  <li key={reason}>
                    {reasonWords(words, reason)}
                    <span className={classes.times}>{format.count(count)}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
