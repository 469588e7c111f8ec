// Everybody who is here as rows; on a narrow screen as cards. Both are one DataTable, so that keys and windowing are the
// same.

import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { LiveVisitor } from "../../../api/types";
import { type Column, useIsNarrow } from "../../../ui/columns";
import { DataTable } from "../../../ui/DataTable";
import { Count, Yen } from "../../../ui/figures";
import { useWords } from "../../../words/useWords";
import type { Words } from "../../../words/words";
import { AmountCell, DeviceCell, LastActCell, NowCell, PageCell, VisitCell, WhoCell } from "./cells";
import cellClasses from "./cells.module.css";
import { LiveCard } from "./LiveCard";
import classes from "./LiveTable.module.css";

const ROW_PX = 60;
const CARD_PX = 124;

export interface LiveTableProps {
  rows: readonly LiveVisitor[];
  fresh: ReadonlySet<string>;
}

export function LiveTable({ rows, fresh }: LiveTableProps) {
  const { t } = useLingui();
  const isNarrow = useIsNarrow();
  const words = useWords();
  const columns = useLiveColumns(words, fresh);
  const cards = useMemo<Column<LiveVisitor>[]>(
    () => [
      {
        key: "card",
        header: t`Visitors`,
        cell: (row) => <LiveCard row={row} words={words} isFresh={fresh.has(row.profile)} />,
      },
    ],
    [t, words, fresh],
  );
  const navigate = useNavigate();
  const open = useCallback(
    (row: LiveVisitor) =>
      void navigate({ to: "/visitors/$id", params: { id: row.profile }, search: { kind: "profile" } }),
    [navigate],
  );
  return (
    <div className={classes.table}>
      <DataTable
        label={t`Visitors who are here now`}
        rows={rows}
        columns={isNarrow ? cards : columns}
        rowKey={keyOf}
        rowHeight={isNarrow ? CARD_PX : ROW_PX}
        onOpen={open}
      />
    </div>
  );
}

const keyOf = (row: LiveVisitor) => row.profile;

function useLiveColumns(words: Words, fresh: ReadonlySet<string>): Column<LiveVisitor>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        key: "who",
        header: t`Who`,
        width: "17%",
        cell: (row) => <WhoCell row={row} isFresh={fresh.has(row.profile)} />,
      },
      { key: "page", header: t`Page now`, cell: (row) => <PageCell row={row} /> },
      {
        key: "act",
        header: t`Last act`,
        width: "15%",
        cell: (row) => <LastActCell row={row} words={words} />,
      },
      { key: "visit", header: t`Visit`, width: "9%", cell: (row) => <VisitCell row={row} /> },
      {
        key: "pages",
        header: t`Pages`,
        width: "7%",
        align: "end",
        cell: (row) => (
          <AmountCell>
            <Count value={row.page_count} />
          </AmountCell>
        ),
      },
      {
        key: "cart",
        header: t`Cart`,
        width: "9%",
        align: "end",
        cell: (row) =>
          row.cart.quantity > 0 && (
            <AmountCell>
              <Yen value={row.cart.subtotal} />
            </AmountCell>
          ),
      },
      {
        key: "device",
        header: t`Device`,
        width: "6%",
        cell: (row) => (
          <div className={cellClasses.stack}>
            <DeviceCell row={row} />
          </div>
        ),
      },
      {
        key: "now",
        header: t`Segments and dialogue`,
        width: "16%",
        cell: (row) => <NowCell row={row} words={words} />,
      },
    ],
    [t, words, fresh],
  );
}
