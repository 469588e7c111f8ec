// The events in the order in which they came, newest on top. A row is a place, not an event: what arrives changes the
// words in it and moves nothing. While somebody points at the table or walks through it, the page lets nothing arrive.

import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo } from "react";
import type { Arrival } from "../../../api/types";
import { type Column, DataTable } from "../../../ui/DataTable";
import { useFormat } from "../../../ui/manner";
import { reasonWords } from "../reasons";
import classes from "./Events.module.css";
import { Verdict } from "./Verdict";

export interface EventTableProps {
  arrivals: Arrival[];
  openSeq: number | null;
  open: (arrival: Arrival) => void;
  empty: ReactNode;
}

/** Two lines fit, so that all rows are alike. */
const ROW_HEIGHT = 56;

interface Place {
  place: number;
  arrival: Arrival;
}

export function EventTable({ arrivals, openSeq, open, empty }: EventTableProps) {
  const { t } = useLingui();
  const { clock } = useFormat();
  const columns = useMemo<Column<Place>[]>(
    () => [
      { key: "at", header: t`Time`, width: "84px", cell: ({ arrival }) => clock(arrival.at, true) },
      {
        key: "event",
        header: t`Event`,
        width: "40%",
        cell: ({ arrival }) => <EventCell key={arrival.seq} arrival={arrival} />,
      },
      {
        key: "verdict",
        header: t`What became of it`,
        cell: ({ arrival }) => <VerdictCell key={arrival.seq} arrival={arrival} />,
      },
      {
        key: "who",
        header: t`Visitor`,
        width: "220px",
        isExtra: true,
        cell: ({ arrival }) => <span className={classes.cut}>{arrival.anonymous_id ?? "–"}</span>,
      },
    ],
    [t, clock],
  );
  const places = useMemo(() => arrivals.map((arrival, place) => ({ arrival, place })), [arrivals]);
  const opened = places.find(({ arrival }) => arrival.seq === openSeq);
  return (
    <DataTable
      label={t`Events as they arrive`}
      rows={places}
      columns={columns}
      rowKey={({ place }) => String(place)}
      rowHeight={ROW_HEIGHT}
      onOpen={({ arrival }) => open(arrival)}
      openKey={opened ? String(opened.place) : null}
      empty={empty}
    />
  );
}

const EventCell = ({ arrival }: { arrival: Arrival }) => (
  <span className={classes.cut}>
    {arrival.name ?? arrival.type ?? "–"}
    {arrival.name && arrival.type && <span className={classes.type}>{arrival.type}</span>}
  </span>
);

const VerdictCell = ({ arrival }: { arrival: Arrival }) => (
  <span className={classes.verdict}>
    <Verdict verdict={arrival.verdict} />
    {arrival.reason && <span className={classes.reason}>{reasonWords(arrival.reason).what}</span>}
  </span>
);
