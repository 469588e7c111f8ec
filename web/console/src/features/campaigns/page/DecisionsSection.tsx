// Outcomes of the last seven days and the latest decisions. Who they were about is for members who may see people.

import { Trans, useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import type { CampaignFigures, Outcome } from "../../../api/types";
import { usePageSearch } from "../../../app/search";
import { useMay } from "../../../app/session";
import { Answer } from "../../../ui/Answer";
import { Section } from "../../../ui/Page";
import { TableSkeleton, TextSkeleton } from "../../../ui/Skeletons";
import { outcomeName } from "../../../words/decision";
import type { Words } from "../../../words/words";
import { useDecisions, useResults } from "../queries";
import { DecisionTable } from "./DecisionTable";
import { OUTCOMES, Outcomes } from "./Outcomes";

const NONE = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

export function DecisionsSection({ campaign, words }: { campaign: string; words: Words }) {
  return useMay("people") ? (
    <WithPeople campaign={campaign} words={words} />
  ) : (
    <CountsOnly campaign={campaign} words={words} />
  );
}

function CountsOnly({ campaign, words }: { campaign: string; words: Words }) {
  const { t } = useLingui();
  const results = useResults();
  const own = (all: CampaignFigures[]) => all.find((one) => one.campaign === campaign)?.outcomes ?? NONE;
  return (
    <Section title={t`Its tries in the last seven days`}>
      <Answer query={results} skeleton={<TextSkeleton lines={4} />}>
        {(all) => <Outcomes counts={own(all)} reasons={[]} words={words} chosen={null} />}
      </Answer>
    </Section>
  );
}

/** The outcome that is listed; it stands in the address. */
export function useChosenOutcome(): [Outcome | null, (outcome: Outcome | null) => void] {
  const [search, setSearch] = usePageSearch();
  const chosen = OUTCOMES.find((outcome) => outcome === search.outcome) ?? null;
  return [chosen, (outcome) => setSearch({ outcome: outcome ?? undefined })];
}

function WithPeople({ campaign, words }: { campaign: string; words: Words }) {
  const { t } = useLingui();
  const [chosen, choose] = useChosenOutcome();
  const decisions = useDecisions(campaign, chosen, true);
  return (
    <>
      <Section
        title={t`Its tries in the last seven days`}
        lead={<Trans>How often its moment came for somebody who is meant, and what came of it.</Trans>}
      >
        <Answer query={decisions} skeleton={<TextSkeleton lines={4} />}>
          {({ counts, reasons }) => (
            <Outcomes counts={counts} reasons={reasons} words={words} chosen={chosen} choose={choose} />
          )}
        </Answer>
      </Section>
      <Section
        title={t`Latest decisions`}
        actions={
          <Select
            size="xs"
            w={230}
            aria-label={t`Outcome`}
            placeholder={t`Any outcome`}
            data={OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeName(words, outcome) }))}
            value={chosen}
            onChange={(value) => choose(value as Outcome | null)}
            clearable
            clearButtonProps={{ "aria-label": t`Any outcome` }}
          />
        }
      >
        <Answer query={decisions} skeleton={<TableSkeleton rows={6} />}>
          {(answer) => <DecisionTable decisions={answer.decisions} words={words} />}
        </Answer>
      </Section>
    </>
  );
}
