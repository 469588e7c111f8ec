// The figures behind the bars.

import { Trans } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import type { HourChartProps } from "./HourChart";
import type { HourBar } from "./hours";

export function HourTable({
  name,
  bars,
  lastWeekDay,
  lastWeek,
  write,
}: HourChartProps & { bars: HourBar[] }) {
  return (
    <Table maw={480} verticalSpacing={4} tabularNums>
      <Table.Caption>{name}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">
            <Trans>Hour</Trans>
          </Table.Th>
          <Table.Th scope="col" ta="right">
            <Trans>Today</Trans>
          </Table.Th>
          {lastWeek && (
            <Table.Th scope="col" ta="right">
              {lastWeekDay}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bars.map((bar) => (
          <Table.Tr key={bar.hour}>
            <Table.Th scope="row" fw="normal">
              {bar.hour}:00
            </Table.Th>
            <Table.Td ta="right">{bar.isToCome ? "–" : write(bar.today)}</Table.Td>
            {bar.lastWeek !== null && <Table.Td ta="right">{write(bar.lastWeek)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
