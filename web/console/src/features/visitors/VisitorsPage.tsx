// Who is here now: the live list with its filters.

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useRef } from "react";
import { usePageSearch } from "../../app/search";
import { Answer } from "../../ui/Answer";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/Link";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/Skeletons";
import { StatusBadge } from "../../ui/StatusBadge";
import { filterOf, orderOf, searchOf } from "./live/address";
import { isFiltering, type LiveFilter, matches } from "./live/filter";
import { LiveFilters } from "./live/LiveFilters";
import { LiveTable } from "./live/LiveTable";
import { type LiveList, type LiveOrder, rowsOf } from "./live/merge";
import { NobodyHere } from "./live/NobodyHere";
import { LISTED } from "./live/queries";
import { useLiveList } from "./live/useLiveList";
import classes from "./VisitorsPage.module.css";

export function VisitorsPage() {
  const { t } = useLingui();
  const [search, change] = usePageSearch();
  const place = useRef<HTMLDivElement>(null);
  const order = orderOf(search);
  const filter = useMemo(() => filterOf(search), [search]);
  const { query, list, rearrange } = useLiveList(place, order);
  const setOrder = (chosen: LiveOrder) => {
    change({ order: chosen === "active" ? undefined : chosen });
    rearrange(chosen);
  };
  const total = query.data?.total;
  return (
    <Page
      title={t`Visitors`}
      lead={t`Who is in the shop now, and what they are doing.`}
      beside={
        total !== undefined && (
          <StatusBadge tone={total > 0 ? "good" : "unknown"}>
            <Plural value={total} one="# here now" other="# here now" />
          </StatusBadge>
        )
      }
    >
      <Answer
        query={query}
        skeleton={<TableSkeleton rows={10} rowHeight={60} />}
        isEmpty={isNobody}
        empty={<NobodyHere />}
      >
        {() => (
          <div ref={place} className={classes.live}>
            <Narrowed
              list={list}
              filter={filter}
              order={order}
              onFilter={(some) => change(searchOf(some))}
              onOrder={setOrder}
              onRearrange={() => {
                rearrange(order);
                window.scrollTo({ top: 0 });
              }}
            />
          </div>
        )}
      </Answer>
    </Page>
  );
}

const isNobody = (present: { byProfile: ReadonlyMap<string, unknown> }) => present.byProfile.size === 0;

interface NarrowedProps {
  list: LiveList;
  filter: LiveFilter;
  order: LiveOrder;
  onFilter: (change: Partial<LiveFilter>) => void;
  onOrder: (order: LiveOrder) => void;
  onRearrange: () => void;
}

function Narrowed({ list, filter, order, onFilter, onOrder, onRearrange }: NarrowedProps) {
  const rows = useMemo(() => rowsOf(list), [list]);
  // Typing stays quick; the rows follow.
  const asked = useDeferredValue(filter);
  const shown = useMemo(
    () => (isFiltering(asked) ? rows.filter((row) => matches(asked, row)) : rows),
    [rows, asked],
  );
  const waiting = list.arrived.filter((profile) => {
    const row = list.present.get(profile);
    return row !== undefined && matches(asked, row);
  }).length;
  return (
    <>
      <LiveFilters rows={rows} filter={filter} order={order} onFilter={onFilter} onOrder={onOrder} />
      <div className={classes.state} aria-live="polite">
        {waiting > 0 && (
          <Button
            size="compact-sm"
            radius="xl"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={onRearrange}
          >
            <Plural value={waiting} one="# new visitor" other="# new visitors" />
          </Button>
        )}
      </div>
      {shown.length < rows.length && (
        <p className={classes.note}>
          <Trans>
            Showing {shown.length} of {rows.length}.
          </Trans>
        </p>
      )}
      {list.present.size >= LISTED && (
        <p className={classes.note}>
          <Trans>The list holds the {LISTED} who acted last.</Trans>
        </p>
      )}
      {shown.length > 0 ? (
        <LiveTable rows={shown} fresh={list.fresh} />
      ) : (
        <NotAmongThem text={filter.text.trim()} />
      )}
    </>
  );
}

/** Nobody here matches; the id may belong to somebody who is not here now. */
function NotAmongThem({ text }: { text: string }) {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`Nobody who is here matches`}
      action={
        text !== "" && (
          <LinkButton to="/visitors/$id" params={{ id: text }} variant="default">
            <Trans>Open the visitor with the id “{text}”</Trans>
          </LinkButton>
        )
      }
    >
      <Trans>
        The list holds only visitors of the last 30 minutes. Others are found by their id or user id.
      </Trans>
    </EmptyState>
  );
}
