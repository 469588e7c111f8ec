// Every version of the text: when, by whom, what changed; any of them can be compared and published again.

import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { History, Version } from "../../../api/types";
import { usePageSearch } from "../../../app/search";
import { Answer } from "../../../ui/Answer";
import { Section } from "../../../ui/Page";
import { TableSkeleton } from "../../../ui/Skeletons";
import { StatusBadge } from "../../../ui/StatusBadge";
import { When } from "../../../ui/When";
import { textFieldName } from "../../../words/text/places";
import { say, type Words } from "../../../words/words";
import type { PublishedCampaign } from "../queries";
import { ComparePanel } from "./ComparePanel";
import classes from "./History.module.css";

export interface HistorySectionProps {
  campaign: PublishedCampaign;
  history: UseQueryResult<History>;
  words: Words;
}

export function HistorySection({ campaign, history, words }: HistorySectionProps) {
  const { t } = useLingui();
  const [search, setSearch] = usePageSearch();
  const open = (version: number | null) =>
    setSearch({ version: version === null ? undefined : String(version) });
  return (
    <Section title={t`Versions`} lead={t`Each publication, newest first. An old one can be published again.`}>
      <Answer query={history} skeleton={<TableSkeleton rows={4} />}>
        {({ versions }) => (
          <>
            <ol>
              {versions.map((version) => (
                <Row
                  key={version.version}
                  version={version}
                  isPresent={version.version === campaign.version}
                  open={() => open(version.version)}
                  words={words}
                />
              ))}
            </ol>
            <ComparePanel
              campaign={campaign}
              versions={versions}
              version={versions.find((one) => String(one.version) === search.version) ?? null}
              close={() => open(null)}
            />
          </>
        )}
      </Answer>
    </Section>
  );
}

interface RowProps {
  version: Version;
  isPresent: boolean;
  open: () => void;
  words: Words;
}

function Row({ version, isPresent, open, words }: RowProps) {
  const { t } = useLingui();
  const fields = version.marks.map(textFieldName).join(say(words, { ja: "、", en: ", " }));
  return (
    <li className={classes.version}>
      <span className={classes.number}>
        <Trans>Version {version.version}</Trans>
      </span>
      <span className={classes.marks}>
        {fields || (version.version === 1 ? t`First publication` : t`No change in what it says`)}
        {isPresent && (
          <StatusBadge tone="good">
            <Trans>Present</Trans>
          </StatusBadge>
        )}
        {version.cuts_phase && version.version > 1 && (
          <StatusBadge tone="accent">
            <Trans>Phase {version.phase} began</Trans>
          </StatusBadge>
        )}
      </span>
      <span className={classes.soft}>
        <When at={version.published_at} />
        {version.by && <span className={classes.by}>{version.by}</span>}
      </span>
      <Button variant="default" size="xs" onClick={open} aria-label={t`Compare version ${version.version}`}>
        <Trans>Compare</Trans>
      </Button>
    </li>
  );
}
