// Who was counted in each arm, and what is only described: nothing here is compared, and no verdict rests on it.

import { Trans, useLingui } from "@lingui/react/macro";
import { Table } from "@mantine/core";
import type { ArmEffect } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { Explained } from "../../../ui/Explain";
import { useFormat } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { Scroll } from "../../../ui/Scroll";
import type { FigureName } from "../../../words/figures";
import { useWords } from "../../../words/useWords";
import { windowWords } from "../sentences";
import type { NamedArm } from "./armNames";
import classes from "./Visitors.module.css";

interface Row {
  figure: FigureName;
  write: (arm: ArmEffect) => string;
  isPreliminary?: boolean;
}

export function VisitorsSection({ arms, windowDays }: { arms: readonly NamedArm[]; windowDays: number }) {
  const { t } = useLingui();
  const rows = useRows();
  const goalWindow = windowWords(useWords(), windowDays);
  const title = t`Who was counted`;
  return (
    <Section
      title={title}
      lead={
        <Trans>
          A visitor counts for the verdict when {goalWindow} have gone by since the first decision. The
          figures here only describe.
        </Trans>
      }
    >
      <Scroll label={t`Table: ${title}`}>
        <Table verticalSpacing={6} tabularNums className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <Trans>Figure</Trans>
              </Table.Th>
              {arms.map(({ effect, name, place }) => (
                <Table.Th key={effect.arm} scope="col" ta="right">
                  <ArmSwatch place={place}>{name}</ArmSwatch>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ figure, write, isPreliminary }) => (
              <Table.Tr key={figure} className={isPreliminary ? classes.preliminary : undefined}>
                <Table.Th scope="row" fw="normal">
                  <Explained figure={figure} />
                </Table.Th>
                {arms.map(({ effect }) => (
                  <Table.Td key={effect.arm} ta="right">
                    {write(effect)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
    </Section>
  );
}

function useRows(): Row[] {
  const { count, percent, money } = useFormat();
  const few = (value: number | null) => (value === null ? "–" : value.toFixed(2));
  return [
    { figure: "assigned", write: (arm) => count(arm.assigned) },
    { figure: "decided", write: (arm) => count(arm.decided) },
    { figure: "matured", write: (arm) => count(arm.visitors) },
    { figure: "young", write: (arm) => count(arm.young) },
    { figure: "young_rate", write: (arm) => percent(arm.young_rate, 2), isPreliminary: true },
    { figure: "young_value", write: (arm) => money(arm.young_value_per_visitor), isPreliminary: true },
    { figure: "seen", write: (arm) => (arm.control ? "–" : count(arm.seen)) },
    { figure: "closed_at_once", write: (arm) => percent(arm.closed_at_once) },
    { figure: "crossed", write: (arm) => count(arm.crossed) },
    { figure: "other_shows", write: (arm) => few(arm.other_shows_per_visitor) },
    { figure: "other_points", write: (arm) => few(arm.other_points_per_visitor) },
    { figure: "browser_orders", write: (arm) => percent(arm.browser_orders) },
  ];
}
