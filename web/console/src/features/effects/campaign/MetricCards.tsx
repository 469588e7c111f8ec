// Metrics of an arm one below the other, for a phone.

import { Trans } from "@lingui/react/macro";
import { Explained } from "../../../ui/Explain";
import type { MetricsProps } from "./ArmSection";
import { Difference, MetricVerdict, MonthWorth, ValueOf } from "./MetricParts";
import classes from "./Metrics.module.css";

export const MetricCards = ({ label, metrics, status, scale }: MetricsProps) => (
  <ul className={classes.cards} aria-label={label}>
    {metrics.map((metric) => (
      <li key={metric.metric} className={classes.card}>
        <span className={classes.cardHead}>
          <strong>
            <Explained figure={metric.metric} />
          </strong>
          <MetricVerdict metric={metric} />
        </span>
        <Difference metric={metric} status={status} scale={scale} />
        <span className={classes.soft}>
          <Trans>
            Control <ValueOf metric={metric.metric} value={metric.control} />, this arm{" "}
            <ValueOf metric={metric.metric} value={metric.arm} />
          </Trans>
        </span>
        {metric.worth_a_month && (
          <span className={classes.pair}>
            <span className={classes.soft}>
              <Explained figure="worth_a_month" />
            </span>
            <MonthWorth metric={metric} />
          </span>
        )}
      </li>
    ))}
  </ul>
);
