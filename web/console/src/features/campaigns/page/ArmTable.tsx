// What is counted of each arm in a phase. Plain figures: they say what happened, not which arm is better.

import { Trans, useLingui } from "@lingui/react/macro";
import { Select, Table } from "@mantine/core";
import { useState } from "react";
import type { CampaignResults, PhaseResults } from "../../../api/types";
import { ArmSwatch } from "../../../ui/ArmSwatch";
import { useIsNarrow } from "../../../ui/columns";
import { Count, Percent, Yen } from "../../../ui/figures";
import { useFormat } from "../../../ui/manner";
import { Section } from "../../../ui/Page";
import { type ArmFigures, armFigures } from "../figures";
import { ArmCards } from "./ArmCards";
import classes from "./ArmTable.module.css";
import { Caution } from "./Caution";

export function ArmResultsSection({ results, hasGoal }: { results: CampaignResults; hasGoal: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const phases = results.phases.toReversed();
  const phase = phases.find((one) => String(one.phase) === chosen) ?? phases[0];
  const name = (one: PhaseResults) =>
    typeof one.since === "string"
      ? t`Phase ${one.phase}, since ${format.day(one.since)}`
      : t`Phase ${one.phase}`;
  return (
    <Section
      title={t`What came of it`}
      lead={
        <Trans>
          Visitors, each counted once. Value in the site’s currency, of orders within the goal’s time.
        </Trans>
      }
      actions={
        phases.length > 1 && (
          <Select
            size="xs"
            w={230}
            aria-label={t`Phase`}
            allowDeselect={false}
            data={phases.map((one) => ({ value: String(one.phase), label: name(one) }))}
            value={String(phase?.phase)}
            onChange={setChosen}
          />
        )
      }
    >
      {phase ? <Phase campaign={results.campaign} phase={phase} hasGoal={hasGoal} /> : <Nobody />}
    </Section>
  );
}

const Nobody = () => (
  <p className={classes.none}>
    <Trans>Nobody has been reached yet.</Trans>
  </p>
);

function Phase({ campaign, phase, hasGoal }: { campaign: string; phase: PhaseResults; hasGoal: boolean }) {
  const isNarrow = useIsNarrow();
  const arms = armFigures(phase.arms);
  return (
    <>
      <Caution campaign={campaign} arms={phase.arms} hasGoal={hasGoal} />
      {isNarrow ? <ArmCards arms={arms} hasGoal={hasGoal} /> : <ArmTable arms={arms} hasGoal={hasGoal} />}
    </>
  );
}

function ArmTable({ arms, hasGoal }: { arms: ArmFigures[]; hasGoal: boolean }) {
  const { t } = useLingui();
  const heads = [
    { name: t`Assigned`, what: t`Drawn for this arm` },
    { name: t`Decided`, what: t`Shown to them; control: would have been` },
    { name: t`Seen`, what: t`Confirmed by the browser` },
    ...(hasGoal
      ? [
          { name: t`Reached the goal`, what: t`Of those decided, within the goal’s time` },
          { name: t`Rate`, what: t`Reached the goal, out of those decided` },
          { name: t`Value each`, what: t`Value for each visitor decided` },
          { name: t`Value`, what: t`Value of all together` },
        ]
      : []),
  ];
  return (
    <Table tabularNums verticalSpacing="xs" className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">
            <Trans>Arm</Trans>
          </Table.Th>
          {heads.map(({ name, what }) => (
            <Table.Th key={name} scope="col" ta="right" title={what}>
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {arms.map((arm, place) => (
          <Table.Tr key={arm.arm} className={arm.control ? classes.control : undefined}>
            <Table.Th scope="row" fw={550}>
              <ArmSwatch place={arm.control ? "control" : place}>
                {arm.control ? <Trans>Control (sees nothing)</Trans> : arm.arm}
              </ArmSwatch>
            </Table.Th>
            <Table.Td ta="right">
              <Count value={arm.assigned} />
            </Table.Td>
            <Table.Td ta="right">
              <Count value={arm.decided} />
            </Table.Td>
            <Table.Td ta="right">{arm.control ? "–" : <Count value={arm.seen} />}</Table.Td>
            {hasGoal && <GoalCells arm={arm} />}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const GoalCells = ({ arm }: { arm: ArmFigures }) => (
  <>
    <Table.Td ta="right">
      <Count value={arm.converted} />
    </Table.Td>
    <Table.Td ta="right" fw={600}>
      <Percent value={arm.rate} />
    </Table.Td>
    <Table.Td ta="right">
      <Yen value={arm.valueEach} />
    </Table.Td>
    <Table.Td ta="right">
      <Yen value={arm.value} />
    </Table.Td>
  </>
);
