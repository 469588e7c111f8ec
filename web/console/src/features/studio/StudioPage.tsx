// The studio: a campaign under edit, in five parts of which one lies open. What is changed is kept by itself (life/keeper.ts);
// visitors get it when it is published.

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { campaignTexts, segmentTexts } from "../../api/published";
import { useSite } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { BlockSkeleton, TextSkeleton } from "../../ui/Skeletons";
import { vocabularyQuery } from "../conditions/audience/queries";
import { siteTextQuery, standing } from "./api";
import { Workshop } from "./Workshop";

export function StudioPage() {
  const { key } = useParams({ from: "/shell/campaigns/$key/edit" });
  const site = useSite();
  // One keeper for each campaign: what is known of one never reaches another.
  return <Opened key={`${site.id} ${key}`} campaign={key} site={site.id} />;
}

function Opened({ campaign, site }: { campaign: string; site: string }) {
  const { t } = useLingui();
  const found = useQuery({
    queryKey: ["studio", site, campaign],
    queryFn: () => standing(campaign),
    // It is read once; from then on the keeper knows what stands.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const isNamed = useNamesAreHere();
  if (found.data && isNamed) return <Workshop campaign={campaign} site={site} standing={found.data} />;
  if (found.data === null) return <NoSuchCampaign name={campaign} />;
  return (
    <Page title={campaign} back={{ to: "/campaigns", label: t`Campaigns` }}>
      <Answer query={found} skeleton={<StudioSkeleton />}>
        {() => <StudioSkeleton />}
      </Answer>
    </Page>
  );
}

/** Sentences and rows name segments, events and the site's prices: nothing moves afterwards when those are known before. */
function useNamesAreHere(): boolean {
  const names = [useQuery(segmentTexts), useQuery(campaignTexts)];
  const known = [useQuery(vocabularyQuery), useQuery(siteTextQuery)];
  return ![...names, ...known].some((query) => query.isLoading);
}

const StudioSkeleton = () => (
  <>
    <BlockSkeleton height={88} />
    <TextSkeleton lines={2} />
    <BlockSkeleton height={320} />
  </>
);

function NoSuchCampaign({ name }: { name: string }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`There is no such campaign`}
      back={{ to: "/campaigns", label: t`Campaigns` }}
      width="narrow"
    >
      <EmptyState title={name} action={<LinkButton to="/campaigns/+new">{t`Make a campaign`}</LinkButton>}>
        {t`Neither a draft nor anything published has this key. It may have been thrown away.`}
      </EmptyState>
    </Page>
  );
}
