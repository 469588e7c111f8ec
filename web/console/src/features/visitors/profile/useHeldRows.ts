// New rows go on top at once while the top is on the screen; for a reader who has scrolled down they wait and are
// counted, so that the text under their eyes stays where it is.

import { type RefObject, useState } from "react";
import type { HistoryRow } from "./row";

export interface HeldRows {
  rows: readonly HistoryRow[];
  waiting: number;
  release: () => void;
}

export function useHeldRows(rows: readonly HistoryRow[], list: RefObject<HTMLElement | null>): HeldRows {
  // The newest row that may be shown.
  const [newest, setNewest] = useState<string | null>(null);
  const at = newest === null ? 0 : rows.findIndex((row) => row.messageId === newest);
  const first = rows[0]?.messageId ?? null;
  const waiting = Math.max(0, at);
  const mayMove = waiting === 0 || !isScrolled(list.current);
  if (mayMove && first !== newest) setNewest(first);
  const release = () => {
    setNewest(first);
    // Once the rows are in place: putting them there keeps the place that was read.
    requestAnimationFrame(() => requestAnimationFrame(() => toTop(list.current)));
  };
  return { rows: mayMove ? rows : rows.slice(waiting), waiting: mayMove ? 0 : waiting, release };
}

/** Room for what floats above the list. */
const ABOVE_PX = 80;

function toTop(list: HTMLElement | null): void {
  if (list) window.scrollTo({ top: list.getBoundingClientRect().top + window.scrollY - ABOVE_PX });
}

const isScrolled = (list: HTMLElement | null): boolean =>
  list !== null && list.getBoundingClientRect().top < -40;
