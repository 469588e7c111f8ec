// The event debugger: raw events as they arrive, what became of each, and how to mend what was not taken.

import { Trans, useLingui } from "@lingui/react/macro";
import { useFocusWithin, useHover, useMergedRef } from "@mantine/hooks";
import { useState } from "react";
import type { Arrival, VerdictName } from "../../api/types";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { ArrivalPanel } from "./events/ArrivalPanel";
import { type ArrivalFilter, useArrivals } from "./events/arrivals";
import { EventFilters } from "./events/EventFilters";
import classes from "./events/Events.module.css";
import { EventTable } from "./events/EventTable";
import { VERDICTS } from "./events/Verdict";

export function EventsPage() {
  const { t } = useLingui();
  const [filter, setFilter] = useFilter();
  const [isPaused, setPaused] = useState(false);
  const { hovered: isPointedAt, ref: pointed } = useHover();
  const { focused: isWalkedThrough, ref: walked } = useFocusWithin();
  const list = useMergedRef(pointed, walked);
  const isStill = isPaused || isPointedAt || isWalkedThrough;
  const [opened, setOpened] = useState<Arrival | null>(null);
  const arrivals = useArrivals(filter, isStill);
  const isFiltered = filter.verdict !== null || filter.name !== "" || filter.words !== "";
  return (
    <Page
      title={t`Events as they arrive`}
      lead={t`Each event your shop sends, what became of it, and how to mend what was not taken.`}
      back={{ to: "/install", label: t`Installation` }}
    >
      <div className={classes.body}>
        <EventFilters filter={filter} setFilter={setFilter} isPaused={isPaused} setPaused={setPaused} />
        <p className={classes.soft}>
          {isStill ? <Trans>Held still while you read.</Trans> : <Trans>Listening for what arrives.</Trans>}
        </p>
        <Answer query={arrivals} skeleton={<TableSkeleton rows={10} />}>
          {(kept) => (
            <>
              {kept.hasGap && (
                <p className={classes.soft} role="status">
                  <Trans>
                    More came than fits here; some are not in the list. Narrow it down to see all.
                  </Trans>
                </p>
              )}
              {/* Whoever points at the list or walks through it reads: nothing may change under them. */}
              <div ref={list}>
                <EventTable
                  arrivals={kept.arrivals}
                  openSeq={opened?.seq ?? null}
                  open={setOpened}
                  empty={<NothingYet isFiltered={isFiltered} />}
                />
              </div>
            </>
          )}
        </Answer>
      </div>
      <ArrivalPanel arrival={opened} close={() => setOpened(null)} />
    </Page>
  );
}

function NothingYet({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useLingui();
  if (isFiltered) {
    return (
      <EmptyState title={t`Nothing of this kind yet`}>
        <Trans>What fits your filters will appear here as it arrives.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t`Listening`}>
      <Trans>Open your shop in another window: its events appear here as they arrive.</Trans>
    </EmptyState>
  );
}

/** The filter lives in the address. */
function useFilter(): [ArrivalFilter, (change: Partial<ArrivalFilter>) => void] {
  const [search, setSearch] = usePageSearch();
  const verdict: VerdictName | null = VERDICTS.find((one) => one === search.verdict) ?? null;
  const filter: ArrivalFilter = { verdict, name: search.name ?? "", words: search.q ?? "" };
  const change = (some: Partial<ArrivalFilter>) => {
    const next = { ...filter, ...some };
    setSearch({
      verdict: next.verdict ?? undefined,
      name: next.name || undefined,
      q: next.words || undefined,
    });
  };
  return [filter, change];
}
