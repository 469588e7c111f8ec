// One campaign: what it does, what came of it, what visitors read, why it did or did not speak, and how it came to be.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconPencil, IconScale } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { campaignTexts, segmentTexts } from "../../api/published";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { LinkButton } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { BlockSkeleton, TableSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { nameOf } from "../../words/names";
import { useWords } from "../../words/useWords";
import { CampaignStatus, DEFAULT_STATUS } from "./CampaignStatus";
import { HistorySection } from "./history/HistorySection";
import { ArmResultsSection } from "./page/ArmTable";
import { DecisionsSection, useChosenOutcome } from "./page/DecisionsSection";
import { Messages } from "./page/Messages";
import { StatusActions } from "./page/StatusActions";
import { Summary } from "./page/Summary";
import { Yaml } from "./page/Yaml";
import {
  type PublishedCampaign,
  useCampaign,
  useCampaignResults,
  useDecisions,
  useHistory,
  useTimeline,
} from "./queries";
import { campaignSentence } from "./sentence";
import { worthTelling } from "./timeline/geometry";
import { Timeline } from "./timeline/Timeline";

export function CampaignPage() {
  const { t } = useLingui();
  const { key } = useParams({ from: "/shell/campaigns/$key" });
  const campaign = useCampaign(key);
  const words = useWords();
  const mayPublish = useMay("publish");
  const isNamed = useNamesAreHere();
  const data = isNamed ? campaign.data : undefined;
  return (
    <Page
      title={data ? nameOf(data) : key}
      lead={data && campaignSentence(words, data.text)}
      back={{ to: "/campaigns", label: t`Campaigns` }}
      beside={data && <CampaignStatus status={data.text.status ?? DEFAULT_STATUS} />}
      actions={
        data && (
          <>
            <LinkButton
              variant="default"
              to="/campaigns/$key/effect"
              params={{ key }}
              leftSection={<IconScale size={16} aria-hidden />}
            >
              <Trans>Effect</Trans>
            </LinkButton>
            <Yaml campaign={key} />
            {mayPublish && (
              <LinkButton
                variant="default"
                to="/campaigns/$key/edit"
                params={{ key }}
                leftSection={<IconPencil size={16} aria-hidden />}
              >
                <Trans>Edit</Trans>
              </LinkButton>
            )}
            {mayPublish && <StatusActions campaign={data} />}
          </>
        )
      }
    >
      {isNamed ? (
        <Answer query={campaign} skeleton={<CampaignSkeleton />}>
          {(found) => <Parts campaign={found} />}
        </Answer>
      ) : (
        <CampaignSkeleton />
      )}
    </Page>
  );
}

/** Sentences name segments and other campaigns: they are said once those names are known, or cannot be had. */
function useNamesAreHere(): boolean {
  const names = [useQuery(campaignTexts), useQuery(segmentTexts)];
  return !names.some((query) => query.isLoading);
}

function Parts({ campaign }: { campaign: PublishedCampaign }) {
  const { t } = useLingui();
  const words = useWords();
  const results = useCampaignResults(campaign.key);
  const timeline = useTimeline(campaign.key);
  const history = useHistory(campaign.key);
  const [outcome] = useChosenOutcome();
  const decisions = useDecisions(campaign.key, outcome, useMay("people"));
  const isReady = useOnce(![results, timeline, history, decisions].some((part) => part.isLoading));
  const { text } = campaign;
  if (!isReady) return <CampaignSkeleton />;
  return (
    <>
      <Answer query={results} skeleton={<TableSkeleton rows={3} />}>
        {(found) => <ArmResultsSection results={found} hasGoal={Boolean(text.goal)} />}
      </Answer>
      <Summary text={text} words={words} />
      <Messages arms={text.arms} words={words} />
      <DecisionsSection campaign={campaign.key} words={words} />
      <Section title={t`What changed, and when`}>
        <Answer query={timeline} skeleton={<BlockSkeleton height={96} />}>
          {({ marks }) => <Timeline marks={worthTelling(marks)} words={words} />}
        </Answer>
      </Section>
      <HistorySection campaign={campaign} history={history} words={words} />
    </>
  );
}

/** True from the first time on. All parts stand at once, so that nothing moves what is being read; later ones renew in place. */
function useOnce(isTrue: boolean): boolean {
  const [was, setWas] = useState(isTrue);
  if (isTrue && !was) setWas(true);
  return was || isTrue;
}

const CampaignSkeleton = () => (
  <>
    <TableSkeleton rows={3} />
    <TextSkeleton lines={6} />
    <BlockSkeleton height={220} />
  </>
);
