// For those who ask: what was fixed before the phase, and the figures of methods that look once. Closed at first, so that
// nobody decides by them who does not know them.

import { Trans, useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import type { ReactNode } from "react";
import type { Effect, MetricEffect } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { Explained } from "../../../ui/Explain";
import { useFormat } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { Scroll } from "../../../ui/Scroll";
import { evidenceWords, range, signedDifference } from "../../../words/amounts";
import { type FigureName, figureWords } from "../../../words/figures";
import { useWords } from "../../../words/useWords";
import { tellsPoint } from "../sentences";
import type { NamedArm } from "./armNames";
import classes from "./Details.module.css";

export function Details({ effect, arms }: { effect: Effect; arms: readonly NamedArm[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`For those who want the method`} isTitleHidden>
      <details className={classes.details}>
        <summary>
          <Trans>How it was reckoned, and other methods</Trans>
        </summary>
        <div className={classes.inside}>
          <Plan effect={effect} />
          <p className={classes.note}>
            <Trans>
              The figures below hold for whoever looks once, at a time fixed beforehand. Whoever looks every
              day and stops at a good moment is misled by them; the verdicts above are not theirs.
            </Trans>
          </p>
          {arms.map((arm) => (
            <FixedTable key={arm.effect.arm} arm={arm} hasPoint={tellsPoint(effect.status)} />
          ))}
        </div>
      </details>
    </Section>
  );
}

function Plan({ effect: { plan, through } }: { effect: Effect }) {
  const { money, percent, count, calendarDay } = useFormat();
  const facts: [FigureName, ReactNode][] = [
    ["smallest_effect", percent(plan.smallest_effect, 0)],
    ["planned_visitors", count(plan.planned_visitors)],
    ["base_rate", percent(plan.base_rate, 2)],
    ["value_limit", money(plan.value_limit)],
    ["message_cost", money(plan.message_cost)],
    ["error_rate", percent(plan.error_rate, 0)],
    ["through", calendarDay(through)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([figure, value]) => (
        <div key={figure} className={classes.fact}>
          <dt>
            <Explained figure={figure} />
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function FixedTable({ arm, hasPoint }: { arm: NamedArm; hasPoint: boolean }) {
  const { t } = useLingui();
  return (
    <Scroll label={t`One look: ${arm.name}`}>
      <Table verticalSpacing={6} tabularNums className={classes.table}>
        <Table.Caption>
          <ArmSwatch place={arm.place}>{arm.name}</ArmSwatch>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Metric</Trans>
            </Table.Th>
            {(["evidence", "fixed_interval", "p_value", "chance_to_win", "cuped"] as const).map((figure) => (
              <Table.Th key={figure} scope="col">
                <Explained figure={figure} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {arm.effect.metrics.map((metric) => (
            <FixedRow key={metric.metric} metric={metric} hasPoint={hasPoint} />
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

function FixedRow({ metric, hasPoint }: { metric: MetricEffect; hasPoint: boolean }) {
  const words = useWords();
  const { percent } = useFormat();
  const { fixed, evidence } = metric;
  const write = (value: number) => signedDifference(words, metric.metric, value);
  const interval = (one: { difference: number; low: number; high: number } | null | undefined) =>
    one
      ? [hasPoint ? write(one.difference) : "", `[${range(words, one.low, one.high, write)}]`]
          .join(" ")
          .trim()
      : "–";
  return (
    <Table.Tr>
      <Table.Th scope="row" fw="normal">
        {figureWords(words.language, metric.metric).name}
      </Table.Th>
      <Table.Td>{evidence === null ? "–" : evidenceWords(words, evidence)}</Table.Td>
      <Table.Td>{interval(fixed)}</Table.Td>
      <Table.Td>{fixed ? fixed.p_value.toFixed(3) : "–"}</Table.Td>
      <Table.Td>{fixed ? percent(fixed.chance_to_be_larger) : "–"}</Table.Td>
      <Table.Td>{interval(fixed?.cuped)}</Table.Td>
    </Table.Tr>
  );
}
