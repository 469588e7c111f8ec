// The columns of a DataTable: which fit, in which order the rows stand, and the head that says so.

import { UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { narrowPx } from "../app/tokens";
import classes from "./DataTable.module.css";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** CSS width; columns without one share what is left. */
  width?: string;
  align?: "end";
  /** Makes the column sortable. */
  sort?: (row: Row) => number | string;
  /** Left out on narrow screens. */
  isExtra?: boolean;
}

export interface Sorting {
  key: string;
  isDown: boolean;
}

export const useIsNarrow = (): boolean =>
  useMediaQuery(`(max-width: ${narrowPx - 1}px)`, false, { getInitialValueInEffect: false });

export function useColumns<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const isNarrow = useIsNarrow();
  return useMemo(
    () => (isNarrow ? columns.filter((column) => !column.isExtra) : columns),
    [columns, isNarrow],
  );
}

export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const by = columns.find((column) => column.key === sorting?.key)?.sort;
  if (!by || !sorting) return rows;
  const way = sorting.isDown ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    if (typeof a === "string" && typeof b === "string") return a.localeCompare(b) * way;
    return (Number(a) - Number(b)) * way;
  });
}

export function TableHead<Row>({
  columns,
  sorting,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sorting: Sorting | null;
  onSort: (sorting: Sorting) => void;
}) {
  const stateOf = (key: string) =>
    sorting?.key !== key ? "none" : sorting.isDown ? "descending" : "ascending";
  return (
    <thead className={classes.head}>
      <tr>
        {columns.map(({ key, header, width, align, sort }) => (
          <th
            key={key}
            scope="col"
            data-align={align}
            style={{ width }}
            aria-sort={sort ? stateOf(key) : undefined}
            className={classes.heading}
          >
            {sort ? (
              <UnstyledButton
                className={classes.sort}
                onClick={() => onSort({ key, isDown: sorting?.key === key ? !sorting.isDown : true })}
              >
                {header}
                <SortIcon state={stateOf(key)} />
              </UnstyledButton>
            ) : (
              header
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function SortIcon({ state }: { state: "none" | "ascending" | "descending" }) {
  const Icon = state === "ascending" ? IconArrowUp : IconArrowDown;
  return <Icon size={14} aria-hidden style={{ opacity: state === "none" ? 0 : 1 }} />;
}
