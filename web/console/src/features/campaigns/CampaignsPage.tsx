// All campaigns: what each does, how far it reaches, when it spoke last. Quick to scan, also with hundreds of them.

import { Trans, useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import { draftList } from "../../api/published";
import type { CampaignFigures, Status } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { useMay } from "../../app/session";
import { Answer } from "../../ui/Answer";
import { DataTable } from "../../ui/DataTable";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { useWords } from "../../words/useWords";
import { STATUSES } from "./CampaignStatus";
import { Export } from "./importing/Export";
import { Import } from "./importing/Import";
import { useColumnsOfCampaigns } from "./list/columns";
import { Drafts } from "./list/Drafts";
import { Filters, NoneFits } from "./list/Filters";
import { type CampaignRow, campaignRows, type Filter, filtered, statusCounts, tagsOf } from "./list/rows";
import { type PublishedCampaign, useCampaigns, useResults } from "./queries";

/** Room for three lines: two of words, or three arms. */
const ROW_HEIGHT = 72;
/** Figures that could not be had: the list does without. */
const NONE: CampaignFigures[] = [];

export function CampaignsPage() {
  const { t } = useLingui();
  const campaigns = useCampaigns();
  const results = useResults();
  const drafts = useQuery(draftList);
  const mayPublish = useMay("publish");
  const skeleton = <TableSkeleton rows={9} rowHeight={ROW_HEIGHT} />;
  return (
    <Page
      title={t`Campaigns`}
      lead={t`What your shop says to whom, when, and how far it has come.`}
      actions={
        <>
          <LinkButton to="/collisions" variant="default">
            <Trans>Who speaks first</Trans>
          </LinkButton>
          <Export />
          {mayPublish && <Import />}
          {mayPublish && (
            <LinkButton to="/campaigns/+new" leftSection={<IconPlus size={16} aria-hidden />}>
              <Trans>Make a campaign</Trans>
            </LinkButton>
          )}
        </>
      }
    >
      <Answer
        query={campaigns}
        skeleton={skeleton}
        isEmpty={(texts) => texts.length === 0}
        empty={<NoCampaigns />}
      >
        {(texts) =>
          results.isLoading || drafts.isLoading ? (
            skeleton
          ) : (
            <CampaignList texts={texts} figures={results.data ?? NONE} />
          )
        }
      </Answer>
      {!results.isLoading && !campaigns.isLoading && <Drafts drafts={drafts.data?.drafts ?? []} />}
    </Page>
  );
}

function NoCampaigns() {
  const { t } = useLingui();
  const mayPublish = useMay("publish");
  return (
    <EmptyState
      title={t`No campaign yet`}
      action={
        mayPublish && (
          <LinkButton to="/campaigns/+new">
            <Trans>Make the first campaign</Trans>
          </LinkButton>
        )
      }
    >
      <Trans>
        A campaign says who is meant, at which moment, and what they are told. Begin with a ready one, and
        write it in your shop’s own words.
      </Trans>
    </EmptyState>
  );
}

interface CampaignListProps {
  texts: PublishedCampaign[];
  figures: CampaignFigures[];
}

function CampaignList({ texts, figures }: CampaignListProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const words = useWords();
  const [filter, setFilter] = useFilter();
  const columns = useColumnsOfCampaigns(words);
  const rows = useMemo(() => campaignRows(texts, figures), [texts, figures]);
  const wanted = useDeferredValue(filter.words);
  const { status, tag } = filter;
  const shown = useMemo(() => filtered(rows, { status, tag, words: wanted }), [rows, status, tag, wanted]);
  const open = (row: CampaignRow) => void navigate({ to: "/campaigns/$key", params: { key: row.key } });
  return (
    <>
      <Filters filter={filter} setFilter={setFilter} counts={statusCounts(rows)} tags={tagsOf(rows)} />
      <DataTable
        label={t`Campaigns`}
        rows={shown}
        columns={columns}
        rowKey={(row) => row.key}
        rowHeight={ROW_HEIGHT}
        onOpen={open}
        sortedBy={{ key: "status", isDown: false }}
        empty={<NoneFits reset={() => setFilter({ status: null, tag: null, words: "" })} />}
      />
    </>
  );
}

/** The filter lives in the address. */
function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [search, setSearch] = usePageSearch();
  const status = STATUSES.find((one) => one === search.status) ?? null;
  const filter = { status, tag: search.tag ?? null, words: search.q ?? "" };
  const change = (some: Partial<Filter>) => {
    const next = { ...filter, ...some };
    setSearch({
      status: (next.status as Status | null) ?? undefined,
      tag: next.tag ?? undefined,
      q: next.words || undefined,
    });
  };
  return [filter, change];
}
