// The cells of a metric, the same in a table and on a phone.

import { Trans } from "@lingui/react/macro";
import type { EffectStatus, MetricEffect, MetricName } from "../../../api/effects";
import type { Scale } from "../../../ui/interval";
import { StatusBadge, type Tone } from "../../../ui/StatusBadge";
import { useWords } from "../../../words/useWords";
import { effectRange, metricValue, worthRange } from "../amounts";
import { LiftBar } from "../LiftBar";
import { toneOf } from "../order";
import { tellsPoint, verdictWord } from "../sentences";
import classes from "./Metrics.module.css";

export const ValueOf = ({ metric, value }: { metric: MetricName; value: number | null }) => (
  <span className={classes.tabular}>{metricValue(useWords(), metric, value)}</span>
);

interface DifferenceProps {
  metric: MetricEffect;
  status: EffectStatus;
  scale: Scale;
}

export function Difference({ metric, status, scale }: DifferenceProps) {
  const words = useWords();
  const { lift, lift_low: low, lift_high: high } = metric;
  const text = effectRange(words, metric);
  if (low === null && high === null) return <span className={classes.soft}>{text}</span>;
  const point = tellsPoint(status) ? lift : null;
  return (
    <LiftBar scale={scale} low={low} high={high} point={point} tone={toneOf(metric.verdict)} text={text} />
  );
}

export function MonthWorth({ metric }: { metric: MetricEffect }) {
  const words = useWords();
  return metric.worth_a_month ? (
    <span className={classes.tabular}>{worthRange(words, metric.worth_a_month)}</span>
  ) : null;
}

export function MetricVerdict({ metric: { verdict, role, missing } }: { metric: MetricEffect }) {
  const words = useWords();
  const tone: Tone = role === "guardrail" && verdict === "no_difference" ? "good" : toneOf(verdict);
  return (
    <span className={classes.judged}>
      <StatusBadge tone={tone}>{verdictWord(words, verdict, role)}</StatusBadge>
      {verdict === "too_little" && missing && (
        <span className={classes.soft}>
          <Trans>
            {missing.visitors} visitors, {missing.buyers} buyers more
          </Trans>
        </span>
      )}
    </span>
  );
}
