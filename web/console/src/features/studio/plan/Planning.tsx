// How long until a verdict, said before publishing: beside the goal in full, and in a line where one publishes.

import { Trans, useLingui } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconCalendarStats } from "@tabler/icons-react";
import type { PlanOutlook } from "../../../api/types";
import { Explained } from "../../../ui/Explain";
import { FigureKey } from "../../../ui/FigureKey";
import { isRecord } from "../../../words/words";
import { controlOf } from "../model/arms";
import { useStudio } from "../studio";
import classes from "./Planning.module.css";
import { type PlanWords, planWords, visibleWords } from "./planning";
import { usePlan } from "./usePlan";

export function Planning() {
  const { t } = useLingui();
  const { text, words } = useStudio();
  const { data, isPending, error } = usePlan();
  if (!isRecord(text.goal)) return null;
  return (
    <section className={classes.plan} aria-label={t`What will be known, and when`}>
      <h3 className={classes.heading}>
        <Trans>What will be known, and when</Trans>
      </h3>
      {data ? (
        <Known plan={data} told={planWords(words, data, controlOf(text))} />
      ) : isPending && !error ? (
        <Skeleton height={132} />
      ) : (
        <p className={classes.soft}>
          <Trans>This cannot be foreseen right now. You can publish all the same.</Trans>
        </p>
      )}
    </section>
  );
}

function Known({ plan, told }: { plan: PlanOutlook; told: PlanWords }) {
  const { words } = useStudio();
  return (
    <>
      <Headline told={told} />
      <p className={classes.soft}>{told.why}</p>
      {told.advice && <p>{told.advice}</p>}
      <div>
        <p className={classes.label}>
          <Explained figure="visible_lift">
            <Trans>What can be found in</Trans>
          </Explained>
        </p>
        <dl className={classes.visible}>
          {plan.visible.map((one) => {
            const [within, lift] = visibleWords(words, one);
            return (
              <div key={one.days}>
                <dt>{within}</dt>
                <dd>{lift}</dd>
              </div>
            );
          })}
        </dl>
      </div>
      <FigureKey
        figures={[
          "plan_days",
          "visitors_a_day",
          ...(plan.base_rate === null ? [] : (["base_rate"] as const)),
          "smallest_effect",
        ]}
      />
    </>
  );
}

const Headline = ({ told }: { told: PlanWords }) => (
  <p className={classes.headline} data-tone={told.isGood ? undefined : "care"}>
    {told.isGood ? <IconCalendarStats size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
    <span>{told.headline}</span>
  </p>
);

/** Where one publishes. */
export function PlanLine() {
  const { text, words } = useStudio();
  const { data } = usePlan();
  if (!data || !isRecord(text.goal)) return null;
  return <Headline told={planWords(words, data, controlOf(text))} />;
}
