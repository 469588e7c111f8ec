// Which rows of a long table are in the page: those in the window and some around it.

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";

/** Up to here a table is drawn whole: the browser's own search then finds everything. */
const allRows = 80;
const spareRows = 12;

export interface RowWindow {
  from: number;
  until: number;
  /** Height in px of what is left out above and below. */
  above: number;
  below: number;
  show: (index: number) => void;
}

export function useRowWindow(
  body: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowWindow {
  const isWhole = count <= allRows;
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const here = body.current?.getBoundingClientRect().top;
    if (here !== undefined) setTop(here + window.scrollY);
  }, [body]);
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: !isWhole,
    estimateSize: () => rowHeight,
    overscan: spareRows,
    scrollMargin: top,
  });
  if (isWhole) return { from: 0, until: count, above: 0, below: 0, show: () => {} };
  const items = virtualizer.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const until = (items.at(-1)?.index ?? -1) + 1;
  return {
    from,
    until,
    above: from * rowHeight,
    below: (count - until) * rowHeight,
    show: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
