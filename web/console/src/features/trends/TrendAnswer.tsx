// The answer: a chart labelled at its lines, the table beside it, and how fresh both are.

import { Trans, useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import { useMemo } from "react";
import type { Trend, TrendSeries } from "../../api/types";
import { Chart } from "../../ui/chart/Chart";
import { type Drawing, seriesColour } from "../../ui/chart/drawing";
import { EmptyState } from "../../ui/EmptyState";
import { Explained } from "../../ui/Explain";
import { useFormat } from "../../ui/manner";
import { Scroll } from "../../ui/Scroll";
import { When } from "../../ui/When";
import { useChoices } from "./choices";
import { isMoney, type Question } from "./question";
import classes from "./trends.module.css";

/** Wider tables stand below the chart. */
const MOST_BESIDE = 3;

interface TrendAnswerProps {
  question: Question;
  trend: Trend;
}

export function TrendAnswer({ question, trend }: TrendAnswerProps) {
  const { t } = useLingui();
  const { name } = useChoices(question, undefined);
  const series = useNamedSeries(trend, name);
  const write = useWrite(question);
  const places = usePlaces(question, trend);
  const drawing = useMemo<Drawing>(
    () => ({
      kind: question.look,
      places,
      write,
      series: series.map(({ key, label, colour, values }) => ({
        key,
        label,
        colour,
        values: values.map((value) => value ?? 0),
      })),
    }),
    [question.look, places, series, write],
  );
  const sum = trend.series.reduce((all, { total }) => all + (total ?? 0), 0);
  if (sum === 0)
    return (
      <EmptyState title={t`Nothing of this happened in that time`}>
        <Trans>Choose another event or a longer period. What your shop sends is listed above.</Trans>
      </EmptyState>
    );
  return (
    <div className={classes.answer} data-beside={series.length <= MOST_BESIDE || undefined}>
      <div className={classes.chart}>
        <Chart
          title={t`${name} over time. The table beside it has all figures.`}
          drawing={drawing}
          height={340}
        />
        <Fresh trend={trend} />
      </div>
      <TrendTable places={places} series={series} write={write} name={name} question={question} />
    </div>
  );
}

interface NamedSeries extends Omit<TrendSeries, "key"> {
  key: string;
  label: string;
  colour: string;
}

function useNamedSeries(trend: Trend, name: string): NamedSeries[] {
  const { t } = useLingui();
  return useMemo(() => {
    const labelOf = ({ kind, key }: TrendSeries): string => {
      if (kind === "all") return name;
      if (kind === "missing") return t`Without a value`;
      return kind === "other" || key === null ? t`Others` : key;
    };
    return trend.series.map((one, place) => ({
      ...one,
      key: `${one.kind} ${one.key ?? ""}`,
      label: labelOf(one),
      colour: one.kind === "other" ? "var(--kz-unknown)" : seriesColour(place),
    }));
  }, [trend, name, t]);
}

function useWrite(question: Question): (value: number) => string {
  const { money, count } = useFormat();
  return isMoney(question) ? money : count;
}

function usePlaces({ bucket }: Question, { buckets }: Trend): string[] {
  const { bucketDay, clock } = useFormat();
  return useMemo(
    () => buckets.map((at) => (bucket === "hour" ? `${bucketDay(at)} ${clock(at)}` : bucketDay(at))),
    [bucket, buckets, bucketDay, clock],
  );
}

function Fresh({ trend: { through, sealed_rows, unsealed_rows } }: { trend: Trend }) {
  const { count } = useFormat();
  return (
    <p className={classes.fresh}>
      <Explained figure="freshness" />
      <span>
        <Trans>
          Through <When at={through} />, from {count(sealed_rows)} stored and {count(unsealed_rows)} new rows.
        </Trans>
      </span>
    </p>
  );
}

interface TrendTableProps {
  places: readonly string[];
  series: readonly NamedSeries[];
  write: (value: number) => string;
  name: string;
  question: Question;
}

function TrendTable({ places, series, write, name, question }: TrendTableProps) {
  const { t } = useLingui();
  const isAdded = question.measure !== "visitors";
  return (
    <div className={classes.table}>
      <Scroll label={t`Table: ${name}`}>
        <Table verticalSpacing={3} horizontalSpacing="xs" tabularNums stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                {question.bucket === "hour" ? <Trans>Hour</Trans> : <Trans>Day</Trans>}
              </Table.Th>
              {series.map(({ key, label }) => (
                <Table.Th key={key} scope="col" ta="right">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr className={classes.total}>
              <Table.Th scope="row">
                <Trans>Together</Trans>
              </Table.Th>
              {series.map(({ key, total }) => (
                <Table.Td key={key} ta="right">
                  {write(total ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
            {places
              .map((place, index) => (
                <Table.Tr key={place}>
                  <Table.Th scope="row" fw="normal">
                    {place}
                  </Table.Th>
                  {series.map(({ key, values }) => (
                    <Table.Td key={key} ta="right">
                      {write(values[index] ?? 0)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
              .toReversed()}
          </Table.Tbody>
        </Table>
      </Scroll>
      {!isAdded && (
        <p className={classes.note}>
          <Trans>Who came on several days counts once in “Together”, so the days add up to more.</Trans>
        </p>
      )}
    </div>
  );
}
