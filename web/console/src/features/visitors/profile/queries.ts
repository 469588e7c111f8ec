// A profile and its history.

import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { every } from "../../../api/pace";
import { queryClient } from "../../../api/query";
import type { EventsPage } from "../../../api/types";
import type { HistoryRow } from "./row";

/** What an id in the address is: a profile's own, a user's or a device's. */
const KINDS = ["profile", "user", "anonymous"] as const;

export interface ProfileId {
  id: string;
  kind: (typeof KINDS)[number] | undefined;
}

/** By the address; a kind that is none is left aside. */
export const profileIdIn = (id: string, kind: string | undefined): ProfileId => ({
  id,
  kind: KINDS.find((one) => one === kind),
});

export const LIVE_MS = 3_000;
const PAGE_ROWS = 200;
/** New rows that one look may bring; more than that and the history is read anew. */
const NEWER_ROWS = 50;

export const profileQuery = ({ id, kind }: ProfileId) =>
  queryOptions({
    queryKey: keys.profile(id, kind ?? "any"),
    queryFn: ({ signal }) => api.get("/api/profiles/{id}", { path: { id }, query: { kind }, signal }),
    refetchInterval: every(LIVE_MS * 3),
  });

const historyKey = ({ id, kind }: ProfileId) => keys.profile(id, kind ?? "any", "events");

const readHistory = (
  { id, kind }: ProfileId,
  asked: { limit: number; before?: string | null },
  signal: AbortSignal,
) => api.get("/api/profiles/{id}/events", { path: { id }, query: { kind, ...asked }, signal });

export const historyQuery = (of: ProfileId) =>
  infiniteQueryOptions({
    queryKey: historyKey(of),
    queryFn: ({ pageParam, signal }) => readHistory(of, { limit: PAGE_ROWS, before: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    // Renewed by `newerQuery`; reading all pages again would cost a hundred requests.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    structuralSharing: false,
  });

type History = InfiniteData<EventsPage, string | null>;

/** Looks for newer rows and puts them before those at hand. The answer is how many there were. */
export const newerQuery = (of: ProfileId) =>
  queryOptions({
    queryKey: [...historyKey(of), "newer"] as const,
    queryFn: async ({ signal }) => {
      const { events } = await readHistory(of, { limit: NEWER_ROWS }, signal);
      const history = queryClient.getQueryData<History>(historyKey(of));
      const [first, ...rest] = history?.pages ?? [];
      if (!history || !first) return 0;
      const known = new Set(first.events.map((row) => row.messageId));
      const newer = events.filter((row) => !known.has(row.messageId));
      if (newer.length === 0) return 0;
      if (newer.length === events.length && first.events.length > 0) {
        await queryClient.resetQueries({ queryKey: historyKey(of), exact: true });
        return newer.length;
      }
      const pages = [{ ...first, events: [...newer, ...first.events] }, ...rest];
      queryClient.setQueryData<History>(historyKey(of), { ...history, pages });
      void queryClient.invalidateQueries({ queryKey: keys.profile(of.id, of.kind ?? "any"), exact: true });
      return newer.length;
    },
    refetchInterval: every(LIVE_MS),
    gcTime: 0,
  });

export const rowsIn = (history: { pages: readonly EventsPage[] } | undefined): HistoryRow[] =>
  history?.pages.flatMap((page) => page.events as readonly HistoryRow[]) ?? [];
