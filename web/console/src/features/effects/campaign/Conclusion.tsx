// The sentences on top: for each arm what is known, how sure, what it is worth a month, and what comes next.

import { useLingui } from "@lingui/react/macro";
import type { Effect } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { FigureKey } from "../../../ui/FigureKey";
import { Section } from "../../../ui/Page";
import { StatusBadge } from "../../../ui/StatusBadge";
import { useWords } from "../../../words/useWords";
import { shownVerdict, toneOf } from "../order";
import { armTold, decisionWord, mainMetric } from "../sentences";
import type { NamedArm } from "./armNames";
import classes from "./Conclusion.module.css";

export function Conclusion({ effect, arms }: { effect: Effect; arms: readonly NamedArm[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`What is known`} isTitleHidden>
      {arms.map((arm) => (
        <Told key={arm.effect.arm} effect={effect} arm={arm} />
      ))}
      <FigureKey figures={["verdict", "worth_a_month", "evidence", "days_left"]} />
    </Section>
  );
}

function Told({ effect, arm }: { effect: Effect; arm: NamedArm }) {
  const words = useWords();
  const { headline, sure, worth, next } = armTold(words, effect, arm.effect);
  const main = mainMetric(arm.effect);
  const judged = main && { decision: arm.effect.decision, verdict: main.verdict };
  return (
    <article className={classes.told}>
      <div className={classes.head}>
        <ArmSwatch place={arm.place}>{arm.name}</ArmSwatch>
        {judged && (
          <StatusBadge tone={toneOf(shownVerdict(judged))}>{decisionWord(words, judged)}</StatusBadge>
        )}
      </div>
      <p className={classes.headline}>{headline}</p>
      {worth && <p className={classes.worth}>{worth}</p>}
      {[next, sure].map((sentence) => sentence && <p key={sentence}>{sentence}</p>)}
    </article>
  );
}
