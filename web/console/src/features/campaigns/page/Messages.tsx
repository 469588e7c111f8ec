// What visitors read, arm by arm: the messages as cards in the order in which they are met, answers with where they lead.

import { useLingui } from "@lingui/react/macro";
import type { Arm } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { useManner } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { localText } from "../../../words/names";
import { silentWords } from "../../../words/steps";
import type { Words } from "../../../words/words";
import { type OrderedStep, stepsInOrder } from "../text";
import classes from "./Messages.module.css";
import { StepCard } from "./StepCard";

export function Messages({ arms, words }: { arms: Arm[]; words: Words }) {
  const { t } = useLingui();
  return (
    <Section title={t`What visitors read`}>
      <div
        className={classes.arms}
        data-beside={arms.every((arm) => stepsInOrder(arm).length === 1) || undefined}
      >
        {arms.map((arm, place) => (
          <ArmMessages key={arm.key} arm={arm} place={place} isNamed={arms.length > 1} words={words} />
        ))}
      </div>
    </Section>
  );
}

interface ArmMessagesProps {
  arm: Arm;
  place: number;
  isNamed: boolean;
  words: Words;
}

function ArmMessages({ arm, place, isNamed, words }: ArmMessagesProps) {
  const { locale } = useManner();
  const steps = stepsInOrder(arm);
  const names = stepNames(steps, locale, words);
  return (
    <div>
      {isNamed && (
        <h3 className={classes.arm}>
          <ArmSwatch place={place}>{arm.key}</ArmSwatch>
        </h3>
      )}
      <ol className={classes.steps}>
        {steps.map(({ key, step }, index) => (
          <li key={key} id={stepId(arm.key, key)} className={classes.step}>
            <StepCard
              number={index + 1}
              step={step}
              words={words}
              nameOf={(to) => names.get(to) ?? null}
              idOf={(to) => stepId(arm.key, to)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

const stepId = (arm: string, step: string) => `step-${arm}-${step}`;

/** What a step is called where a way leads to it: its number, and the title that is read there, or what it does. */
function stepNames(steps: OrderedStep[], locale: string, words: Words): Map<string, string> {
  return new Map(
    steps.map(({ key, step }, index) => {
      const title =
        localText(step.title, locale) ||
        localText(step.body, locale).slice(0, 24) ||
        silentWords(words, { ...step });
      return [key, `${index + 1} ${title}`.trim()];
    }),
  );
}
