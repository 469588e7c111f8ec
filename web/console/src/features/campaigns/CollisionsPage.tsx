// Where campaigns meet: who speaks first when several want the same place at the same moment, and how much of the
// visitors' attention a week of each asked for.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { siteSettings } from "../../api/published";
import type { CampaignFigures } from "../../api/types";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { Page, Section } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { useNow } from "../../ui/When";
import { useWords } from "../../words/useWords";
import { AskedTable } from "./collisions/AskedTable";
import { askedOf, meetings, pricesOf } from "./collisions/collisions";
import { MeetingList } from "./collisions/MeetingList";
import { type PublishedCampaign, useCampaigns, useResults } from "./queries";

const NONE: CampaignFigures[] = [];

export function CollisionsPage() {
  const { t } = useLingui();
  const skeleton = <TableSkeleton rows={6} rowHeight={56} />;
  const results = useResults();
  return (
    <Page
      title={t`Who speaks first`}
      lead={t`Campaigns that can want the same place at the same moment, and what a week of them asks of your visitors' attention.`}
      back={{ to: "/campaigns", label: t`Campaigns` }}
    >
      <Answer
        query={useCampaigns()}
        skeleton={skeleton}
        isEmpty={(texts) => !texts.some(({ text }) => text.status === "running")}
        empty={<NothingRuns />}
      >
        {(texts) => (results.isLoading ? skeleton : <Found texts={texts} figures={results.data ?? NONE} />)}
      </Answer>
    </Page>
  );
}

function NothingRuns() {
  const { t } = useLingui();
  return (
    <EmptyState title={t`No campaign is running`}>
      <Trans>As soon as two campaigns run, this page tells which of them speaks when both could.</Trans>
    </EmptyState>
  );
}

function Found({ texts, figures }: { texts: PublishedCampaign[]; figures: CampaignFigures[] }) {
  const { t } = useLingui();
  const words = useWords();
  const now = useNow();
  const settings = useQuery(siteSettings).data;
  const met = useMemo(() => meetings(texts, now), [texts, now]);
  const asked = useMemo(() => askedOf(texts, figures, pricesOf(settings)), [texts, figures, settings]);
  return (
    <>
      <Section
        title={t`At the same moment`}
        lead={t`Whoever stands first speaks, the others keep quiet. Audiences are not compared: two that meet here may still mean different people.`}
      >
        <MeetingList meetings={met} words={words} />
      </Section>
      <Section
        title={t`Attention in the last seven days`}
        lead={t`Each show costs points, the more it interrupts the more. A visitor who has none left is not spoken to.`}
      >
        <AskedTable rows={asked} />
      </Section>
    </>
  );
}
