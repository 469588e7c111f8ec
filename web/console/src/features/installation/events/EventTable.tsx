// The events in the order in which they came, newest on top.

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

export function EventTable({ arrivals, openSeq, open, empty }: EventTableProps) {
  const { t } = useLingui();
  const { clock } = useFormat();
  const columns = useMemo<Column<Arrival>[]>(
    () => [
      { key: "at", header: t`Time`, width: "92px", cell: (row) => clock(row.at, true) },
      { key: "event", header: t`Event`, width: "34%", cell: (row) => <EventCell arrival={row} /> },
      { key: "verdict", header: t`What became of it`, cell: (row) => <VerdictCell arrival={row} /> },
      {
        key: "who",
        header: t`Visitor`,
        width: "220px",
        isExtra: true,
        cell: (row) => <span className={classes.cut}>{row.anonymous_id ?? "–"}</span>,
      },
    ],
    [t, clock],
  );
  return (
    <DataTable
      label={t`Events as they arrive`}
      rows={arrivals}
      columns={columns}
      rowKey={(row) => String(row.seq)}
      onOpen={open}
      openKey={openSeq === null ? null : String(openSeq)}
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
