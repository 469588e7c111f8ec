// How the figures came about, day by day; the table is one click away.

import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Table } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Effect } from "../../../api/types";
import { armColour } from "../../../ui/ArmSwatch";
import { ChartWithTable } from "../../../ui/chart/Chart";
import type { Drawing } from "../../../ui/chart/drawing";
import { Explain } from "../../../ui/Explain";
import { useFormat } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { Scroll } from "../../../ui/Scroll";
import { metricValue } from "../../../words/amounts";
import { figureWords } from "../../../words/figures";
import { useWords } from "../../../words/useWords";
import type { NamedArm } from "./armNames";
import { cumulated, type DayMeasure, type DayRow, measured } from "./days";

interface DaysProps {
  effect: Effect;
  arms: readonly NamedArm[];
}

export function DaysSection({ effect, arms }: DaysProps) {
  const { t } = useLingui();
  const words = useWords();
  const [measure, setMeasure] = useState<DayMeasure>("rate");
  const rows = useMemo(() => cumulated(effect.days), [effect.days]);
  const write = useMemo(() => {
    const metric = measure === "rate" ? "goal" : "value";
    return (value: number | null) => metricValue(words, metric, value);
  }, [words, measure]);
  const drawing = useDrawing(rows, arms, measure, write);
  if (rows.length === 0) return null;
  const names = {
    rate: figureWords(words.language, "goal").name,
    value: figureWords(words.language, "value").name,
  };
  return (
    <Section
      title={t`Day by day`}
      lead={
        <Trans>
          All visitors counted so far. In the first days lines leap about: that is chance, not the campaign.
        </Trans>
      }
    >
      <ChartWithTable
        title={t`${names[measure]}, all visitors so far, day by day. The table has all figures.`}
        drawing={drawing}
        actions={
          <>
            {effect.days.some(({ value }) => value !== 0) && (
              <SegmentedControl
                size="xs"
                aria-label={t`What the lines show`}
                value={measure}
                onChange={(to) => setMeasure(to as DayMeasure)}
                data={[
                  { value: "rate", label: names.rate },
                  { value: "value", label: names.value },
                ]}
              />
            )}
            <Explain figure={measure === "rate" ? "goal" : "value"} />
          </>
        }
      >
        <DayTable rows={rows} arms={arms} measure={measure} write={write} title={names[measure]} />
      </ChartWithTable>
    </Section>
  );
}

type Write = (value: number | null) => string;

function useDrawing(
  rows: readonly DayRow[],
  arms: readonly NamedArm[],
  measure: DayMeasure,
  write: Write,
): Drawing {
  const { shortDay } = useFormat();
  return useMemo(
    () => ({
      kind: "line",
      places: rows.map(({ day }) => shortDay(day)),
      series: arms.map(({ effect, name, place }) => ({
        key: effect.arm,
        label: name,
        colour: armColour(place),
        isControl: place === "control",
        values: rows.map((row) => measured(row.arms[effect.arm], measure)),
      })),
      write,
    }),
    [rows, arms, measure, write, shortDay],
  );
}

interface DayTableProps {
  rows: readonly DayRow[];
  arms: readonly NamedArm[];
  measure: DayMeasure;
  write: Write;
  title: string;
}

function DayTable({ rows, arms, measure, write, title }: DayTableProps) {
  const { t } = useLingui();
  const { count, shortDay } = useFormat();
  return (
    <Scroll label={t`Table: ${title}`}>
      <Table maw={840} verticalSpacing={4} tabularNums>
        <Table.Caption>
          <Trans>{title}; in brackets the visitors counted so far</Trans>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Day</Trans>
            </Table.Th>
            {arms.map(({ effect, name }) => (
              <Table.Th key={effect.arm} scope="col" ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.toReversed().map((row) => (
            <Table.Tr key={row.day}>
              <Table.Th scope="row" fw="normal">
                {shortDay(row.day)}
              </Table.Th>
              {arms.map(({ effect }) => (
                <Table.Td key={effect.arm} ta="right">
                  {write(measured(row.arms[effect.arm], measure))} (
                  {count(row.arms[effect.arm]?.visitors ?? 0)})
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}
