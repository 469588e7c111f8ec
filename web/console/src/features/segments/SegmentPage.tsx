// One segment: what it asks, how many are in it, who comes and goes, who is in it, how it came to be.

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { campaignTexts, segmentTexts } from "../../api/published";
import type { PublishedText } from "../../api/types";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { Count, Figure, Figures } from "../../ui/figures";
import { LinkButton, LinkText } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { FiguresSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { nameOf } from "../../words/names";
import { useWords } from "../../words/useWords";
import { NoSuchSegment } from "./NoSuchSegment";
import { Condition } from "./page/Condition";
import { Flow } from "./page/Flow";
import { History } from "./page/History";
import { Members } from "./page/Members";
import { segmentFigures } from "./queries";
import classes from "./SegmentPage.module.css";
import { usersOf } from "./usage";

export function SegmentPage() {
  const { t } = useLingui();
  const { key } = useParams({ from: "/shell/segments/$key" });
  const segments = useQuery(segmentTexts);
  // Who speaks to it decides how long the page is: it opens once that is known.
  const campaigns = useQuery(campaignTexts);
  const mayPublish = useMay("publish");
  const segment = segments.data?.texts.find((text) => text.key === key);
  if (segments.data && !segment) return <NoSuchSegment name={key} />;
  return (
    <Page
      title={segment ? nameOf(segment) : key}
      lead={t`Who is in this segment, and how it changes.`}
      back={{ to: "/segments", label: t`Segments` }}
      actions={
        mayPublish && (
          <LinkButton to="/segments/$key/edit" params={{ key }}>
            <Trans>Change it</Trans>
          </LinkButton>
        )
      }
    >
      <Answer query={segments} skeleton={<Waiting />}>
        {() => segment && (campaigns.isPending ? <Waiting /> : <Parts segment={segment} />)}
      </Answer>
    </Page>
  );
}

function Parts({ segment }: { segment: PublishedText }) {
  const { t } = useLingui();
  const mayPeople = useMay("people");
  return (
    <>
      <Now segmentKey={segment.key} />
      <Section title={t`Condition`}>
        <Condition text={segment.text} />
      </Section>
      <Section title={t`Who came and went`}>
        <Flow segmentKey={segment.key} />
      </Section>
      <Section title={t`Campaigns that speak to it`}>
        <Users segmentKey={segment.key} />
      </Section>
      {mayPeople && (
        <Section title={t`Who is in it`} lead={t`A sample, in no particular order.`}>
          <Members segmentKey={segment.key} />
        </Section>
      )}
      <Section title={t`Versions`}>
        <History segment={segment} />
      </Section>
    </>
  );
}

function Now({ segmentKey }: { segmentKey: string }) {
  const query = useQuery(segmentFigures);
  return (
    <div className={classes.now}>
      <Answer query={query} skeleton={<FiguresSkeleton count={3} />}>
        {({ segments }) => {
          const figures = segments.find((one) => one.key === segmentKey);
          return (
            <Figures>
              <Figure label={<Trans>Visitors now</Trans>} value={<Count value={figures?.size} />} />
              <Figure label={<Trans>Came in, 7 days</Trans>} value={<Count value={figures?.entered_7d} />} />
              <Figure label={<Trans>Went out, 7 days</Trans>} value={<Count value={figures?.left_7d} />} />
            </Figures>
          );
        }}
      </Answer>
    </div>
  );
}

function Users({ segmentKey }: { segmentKey: string }) {
  const words = useWords();
  const campaigns = useQuery(campaignTexts);
  return (
    <Answer query={campaigns} skeleton={<div className={classes.line} />}>
      {({ texts }) => {
        const users = usersOf(texts).get(segmentKey) ?? [];
        if (users.length === 0) {
          return (
            <p className={classes.soft}>
              <Trans>No campaign uses it yet.</Trans>
            </p>
          );
        }
        return (
          <ul>
            {users.map((key) => (
              <li key={key}>
                <LinkText to="/campaigns/$key" params={{ key }}>
                  {words.campaign(key)}
                </LinkText>
              </li>
            ))}
          </ul>
        );
      }}
    </Answer>
  );
}

const Waiting = () => (
  <>
    <FiguresSkeleton count={3} />
    <TextSkeleton lines={8} />
  </>
);
