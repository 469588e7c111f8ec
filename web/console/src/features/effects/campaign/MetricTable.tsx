// Metrics of an arm in rows: the control's figure, the arm's, and how they differ as an interval.

import { Trans } from "@lingui/react/macro";
import { Explained } from "../../../ui/Explain";
import layout from "../rows.module.css";
import type { MetricsProps } from "./ArmSection";
import { Difference, MetricVerdict, MonthWorth, ValueOf } from "./MetricParts";
import classes from "./Metrics.module.css";

export function MetricTable({ label, metrics, status, scale }: MetricsProps) {
  const hasWorth = metrics.some(({ worth_a_month }) => worth_a_month !== null);
  return (
    <table className={`${layout.table} ${classes.table}`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Metric</Trans>
          </th>
          <th scope="col" className={classes.number}>
            <Trans>Control</Trans>
          </th>
          <th scope="col" className={classes.number}>
            <Trans>This arm</Trans>
          </th>
          <th scope="col" className={classes.bar}>
            <Explained figure="lift" />
          </th>
          {hasWorth ? (
            <th scope="col" className={classes.worth}>
              <Explained figure="worth_a_month" />
            </th>
          ) : (
            <td className={classes.worth} />
          )}
          <th scope="col" className={classes.verdict}>
            <Explained figure="verdict" />
          </th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.metric}>
            <th scope="row">
              <Explained figure={metric.metric} />
            </th>
            <td className={classes.number}>
              <ValueOf metric={metric.metric} value={metric.control} />
            </td>
            <td className={classes.number}>
              <ValueOf metric={metric.metric} value={metric.arm} />
            </td>
            <td>
              <Difference metric={metric} status={status} scale={scale} />
            </td>
            <td className={layout.figure}>
              <MonthWorth metric={metric} />
            </td>
            <td>
              <MetricVerdict metric={metric} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
