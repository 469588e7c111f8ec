// Rows of one kind, however many: beyond `allRows` only those near the window are in the page. Arrow keys move from
// row to row, Enter opens one. On a narrow screen the columns that are not essential are left out.

import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { type Column, type Sorting, sorted, TableHead, useColumns } from "./columns";
import classes from "./DataTable.module.css";
import { useRowWindow } from "./row-window";

export type { Column } from "./columns";

export interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Opens the row: a page or a SidePanel. */
  onOpen?: (row: Row) => void;
  /** The row that is open in a SidePanel. */
  openKey?: string | null;
  rowHeight?: number;
  /** Sorted by this column at first; left out: in the order given. */
  sortedBy?: Sorting;
  empty?: ReactNode;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, onOpen, openKey, rowHeight = 48, empty } = props;
  const [sorting, setSorting] = useState<Sorting | null>(props.sortedBy ?? null);
  const columns = useColumns(props.columns);
  const ordered = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, until, above, below, show } = useRowWindow(body, ordered.length, rowHeight);
  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(0, ordered.length - 1));

  if (ordered.length === 0 && empty !== undefined) return empty;

  const moveTo = (index: number) => {
    const place = Math.max(0, Math.min(ordered.length - 1, index));
    setActive(place);
    show(place);
    // The row may only now come into the page.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${place}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, row: Row, index: number) => {
    if (event.target !== event.currentTarget) return;
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: ordered.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      moveTo(to);
    } else if (event.key === "Enter" && onOpen) {
      onOpen(row);
    }
  };

  const cells = (row: Row) =>
    columns.map((column) => (
      <td key={column.key} className={classes.cell} data-align={column.align}>
        {column.cell(row)}
      </td>
    ));

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and open, as in a grid
    <table className={classes.table} aria-label={label} aria-rowcount={ordered.length + 1} role="grid">
      <TableHead columns={columns} sorting={sorting} onSort={setSorting} />
      <tbody ref={body}>
        {above > 0 && <tr aria-hidden style={{ height: above }} />}
        {ordered.slice(from, until).map((row, offset) => {
          const index = from + offset;
          const key = rowKey(row);
          return (
            <tr
              key={key}
              data-index={index}
              aria-rowindex={index + 2}
              aria-selected={openKey === undefined ? undefined : key === openKey}
              className={classes.row}
              data-opens={onOpen ? true : undefined}
              style={{ height: rowHeight }}
              tabIndex={index === current ? 0 : -1}
              onFocus={() => setActive(index)}
              onKeyDown={(event) => onKeyDown(event, row, index)}
              onClick={onOpen && (() => onOpen(row))}
            >
              {cells(row)}
            </tr>
          );
        })}
        {below > 0 && <tr aria-hidden style={{ height: below }} />}
      </tbody>
    </table>
  );
}
