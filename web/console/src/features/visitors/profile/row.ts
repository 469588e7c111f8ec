// A row of the history as pages read it: the description of the API, with the fields that only some types have.

import type { Event, EventRow } from "../../../api/types";
import { isRecord } from "../../../words/words";

export type HistoryRow = EventRow & Omit<Event, keyof EventRow>;

/** The page an event happened on. */
export function pageOf(row: HistoryRow): { path: string | null; title: string | null } {
  const context = isRecord(row.context) ? row.context : {};
  const page = isRecord(context.page) ? context.page : {};
  const own = row.type === "page" ? (row.properties ?? {}) : {};
  return { path: text(own.path) ?? text(page.path), title: text(own.title) ?? text(page.title) };
}

export function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

export function number(value: unknown): number | null {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : null;
}
