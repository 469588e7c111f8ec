// The history as a list of lines, newest first: a heading for each day and for each visit, then the events. A visit ends
// after 30 minutes of silence, as the engine has it.

import { type HistoryRow, pageOf } from "./row";

const SILENCE_MS = 30 * 60_000;

export interface VisitSpan {
  /** ISO times of the visit's first and last event that are loaded. */
  from: string;
  until: string;
  pages: number;
  /** Older events of it may not be loaded yet. */
  isOpenEnded: boolean;
}

export type Line =
  | { kind: "day"; id: string; at: string }
  | { kind: "visit"; id: string; visit: VisitSpan }
  | { kind: "event"; id: string; row: HistoryRow; isSameMinute: boolean };

/** Rows newest first; `hasMore`: older ones exist. */
export function linesOf(rows: readonly HistoryRow[], timeZone: string, hasMore: boolean): Line[] {
  const dayOf = dayIn(timeZone);
  const lines: Line[] = [];
  let day = "";
  let start = 0;
  while (start < rows.length) {
    const end = endOfVisit(rows, start, dayOf);
    const visit = rows.slice(start, end);
    const newest = visit[0];
    const oldest = visit.at(-1);
    if (!newest || !oldest) break;
    const today = dayOf(newest.timestamp);
    if (today !== day) lines.push({ kind: "day", id: `day ${today}`, at: newest.timestamp });
    day = today;
    // Named by its oldest event, which stays while newer ones come in.
    lines.push({
      kind: "visit",
      id: `visit ${oldest.messageId}`,
      visit: spanOf(visit, hasMore && end === rows.length),
    });
    let minute = "";
    for (const row of visit) {
      const isSameMinute = row.timestamp.slice(0, 16) === minute;
      lines.push({ kind: "event", id: row.messageId, row, isSameMinute });
      minute = row.timestamp.slice(0, 16);
    }
    start = end;
  }
  return lines;
}

/** One past the oldest row of the visit that `start` belongs to; a new day begins a new group too. */
function endOfVisit(rows: readonly HistoryRow[], start: number, dayOf: (at: string) => string): number {
  let end = start + 1;
  for (; end < rows.length; end += 1) {
    const newer = rows[end - 1]?.timestamp ?? "";
    const older = rows[end]?.timestamp ?? "";
    if (Date.parse(newer) - Date.parse(older) > SILENCE_MS) break;
    if (dayOf(older) !== dayOf(newer)) break;
  }
  return end;
}

function spanOf(visit: readonly HistoryRow[], isOpenEnded: boolean): VisitSpan {
  return {
    from: visit.at(-1)?.timestamp ?? "",
    until: visit[0]?.timestamp ?? "",
    pages: visit.filter((row) => row.type === "page" && pageOf(row).path !== null).length,
    isOpenEnded,
  };
}

/** The day of a moment in the time zone, remembered by hour: a long history asks tens of thousands of times. */
function dayIn(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const known = new Map<string, string>();
  return (at) => {
    // Time zones begin their days at quarters of an hour.
    const quarter = at.slice(0, 14) + Math.floor(Number(at.slice(14, 16)) / 15);
    const day = known.get(quarter) ?? format.format(new Date(at));
    known.set(quarter, day);
    return day;
  };
}

/** Puts newer rows before those at hand; what is there already is not taken twice. */
export function withNewer(rows: readonly HistoryRow[], newer: readonly HistoryRow[]): readonly HistoryRow[] {
  const known = new Set(rows.slice(0, newer.length + 1).map((row) => row.messageId));
  const added = newer.filter((row) => !known.has(row.messageId));
  return added.length === 0 ? rows : [...added, ...rows];
}
