// The cells of a metric, the same in a table and on a phone.

import { Trans } from "@lingui/react/macro";
import type { MetricEffect, MetricName, Status } from "../../../api/types";
import type { Scale } from "../../../ui/interval";
import { StatusBadge, type Tone } from "../../../ui/StatusBadge";
import { effectRange, metricValue, worthRange } from "../../../words/amounts";
import { useWords } from "../../../words/useWords";
import { LiftBar } from "../LiftBar";
import { toneOf } from "../order";
import layout from "../rows.module.css";
import { tellsPoint, verdictWord } from "../sentences";
import classes from "./Metrics.module.css";

export const ValueOf = ({ metric, value }: { metric: MetricName; value: number | null }) => (
  <span className={layout.tabular}>{metricValue(useWords(), metric, value)}</span>
);

interface DifferenceProps {
  metric: MetricEffect;
  status: Status;
  scale: Scale;
}

export function Difference({ metric, status, scale }: DifferenceProps) {
  const words = useWords();
  const { lift, lift_low: low, lift_high: high } = metric;
  const text = effectRange(words, metric);
  if (low === null && high === null) return <span className={layout.soft}>{text}</span>;
  const point = tellsPoint(status) ? lift : null;
  return (
    <LiftBar scale={scale} low={low} high={high} point={point} tone={toneOf(metric.verdict)} text={text} />
  );
}

export function MonthWorth({ metric }: { metric: MetricEffect }) {
  const words = useWords();
  return metric.worth_a_month ? (
    <span className={layout.tabular}>{worthRange(words, metric.worth_a_month)}</span>
  ) : null;
}

export function MetricVerdict({ metric: { verdict, role, missing } }: { metric: MetricEffect }) {
  const words = useWords();
  const tone: Tone = role === "guardrail" && verdict === "no_difference" ? "good" : toneOf(verdict);
  return (
    <span className={classes.judged}>
      <StatusBadge tone={tone}>{verdictWord(words, verdict, role)}</StatusBadge>
      {verdict === "too_little" && missing && (
        <span className={layout.soft}>
          <Trans>
            {missing.visitors} visitors, {missing.buyers} buyers more
          </Trans>
        </span>
      )}
    </span>
  );
}
