// What the campaigns bring: the whole shop in one sentence, then each campaign, those that need a decision first.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconReport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { Page, Section } from "../../ui/Page";
import { BlockSkeleton, TableSkeleton } from "../../ui/Skeletons";
import { EffectPicture } from "./list/EffectPicture";
import { EffectRows } from "./list/EffectRows";
import { Total } from "./list/Total";
import { siteEffectsQuery } from "./queries";

export function EffectsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Effects`}
      lead={t`What your campaigns bring, in money, and only as far as it is certain.`}
      actions={
        <LinkButton variant="default" to="/effects/report" leftSection={<IconReport size={16} aria-hidden />}>
          <Trans>Weekly report</Trans>
        </LinkButton>
      }
    >
      <Answer
        query={useQuery(siteEffectsQuery)}
        skeleton={
          <>
            <BlockSkeleton height={132} />
            <TableSkeleton rows={6} rowHeight={72} />
          </>
        }
        isEmpty={({ campaigns }) => campaigns.length === 0}
        empty={<NoEffects />}
      >
        {({ campaigns, total }) => (
          <>
            <Total total={total} />
            <Section
              title={t`Campaign by campaign`}
              lead={<Trans>What needs a decision stands first.</Trans>}
            >
              <EffectRows rows={campaigns} />
            </Section>
          </>
        )}
      </Answer>
    </Page>
  );
}

function NoEffects() {
  const { t } = useLingui();
  const mayPublish = useMay("publish");
  return (
    <EmptyState
      title={t`Nothing is measured yet`}
      picture={<EffectPicture />}
      action={
        mayPublish && (
          <LinkButton to="/campaigns/+new">
            <Trans>Make a campaign</Trans>
          </LinkButton>
        )
      }
    >
      <Trans>
        Publish a campaign with a goal, and some of those meant see nothing, for comparison. Once enough
        visitors have gone through it, it says here what it is worth a month, and until then how many days are
        left.
      </Trans>
    </EmptyState>
  );
}
