// One arm against the control: what it is for, and apart from it what must not get worse.

import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { MetricEffect, Status } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { useIsNarrow } from "../../../ui/columns";
import type { Scale } from "../../../ui/interval";
import { Section } from "../../../ui/Page";
import layout from "../rows.module.css";
import type { NamedArm } from "./armNames";
import { MetricCards } from "./MetricCards";
import classes from "./Metrics.module.css";
import { MetricTable } from "./MetricTable";

export interface MetricsProps {
  label: string;
  metrics: readonly MetricEffect[];
  status: Status;
  scale: Scale;
}

interface ArmSectionProps {
  arm: NamedArm;
  status: Status;
  scale: Scale;
}

export function ArmSection({ arm, status, scale }: ArmSectionProps) {
  const { t } = useLingui();
  const { metrics } = arm.effect;
  const goals = metrics.filter(({ role }) => role === "goal");
  const guardrails = metrics.filter(({ role }) => role === "guardrail");
  const isCounted = goals.some(({ control, arm }) => control !== null || arm !== null);
  return (
    <Section title={t`“${arm.name}” against the control`}>
      <p className={classes.versus}>
        <ArmSwatch place={arm.place}>{arm.name}</ArmSwatch>
        <ArmSwatch place="control">
          <Trans>Control (sees nothing)</Trans>
        </ArmSwatch>
      </p>
      <Metrics label={t`What it should improve`} metrics={goals} status={status} scale={scale} />
      {isCounted && !goals.some(({ metric }) => metric === "profit") && (
        <p className={layout.soft}>
          <Trans>
            Profit is told of visitors who came after the <Link to="/settings/site">margin</Link> was set.
          </Trans>
        </p>
      )}
      {guardrails.length > 0 && (
        <Metrics label={t`What must not get worse`} metrics={guardrails} status={status} scale={scale} />
      )}
    </Section>
  );
}

function Metrics(props: MetricsProps) {
  const isNarrow = useIsNarrow();
  return (
    <div>
      <h3 className={classes.role}>{props.label}</h3>
      {isNarrow ? <MetricCards {...props} /> : <MetricTable {...props} />}
    </div>
  );
}
