// Metrics of an arm one below the other, for a phone.

import { Trans } from "@lingui/react/macro";
import { Explained } from "../../../ui/Explain";
import layout from "../rows.module.css";
import type { MetricsProps } from "./ArmSection";
import { Difference, MetricVerdict, MonthWorth, ValueOf } from "./MetricParts";
import classes from "./Metrics.module.css";

export const MetricCards = ({ label, metrics, status, scale }: MetricsProps) => (
  <ul className={layout.cards} aria-label={label}>
    {metrics.map((metric) => (
      <li key={metric.metric} className={layout.card}>
        <span className={layout.pair}>
          <strong className={classes.metric}>
            <Explained figure={metric.metric} />
          </strong>
          <MetricVerdict metric={metric} />
        </span>
        <Difference metric={metric} status={status} scale={scale} />
        <span className={layout.soft}>
          <Trans>
            Control <ValueOf metric={metric.metric} value={metric.control} />, this arm{" "}
            <ValueOf metric={metric.metric} value={metric.arm} />
          </Trans>
        </span>
        {metric.worth_a_month && (
          <span className={layout.pair}>
            <span className={layout.soft}>
              <Explained figure="worth_a_month" />
            </span>
            <MonthWorth metric={metric} />
          </span>
        )}
      </li>
    ))}
  </ul>
);
