// Segments and their figures.

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import { every } from "../../api/pace";

const RENEWED_MS = 30_000;
const MEMBERS = 20;
export const FLOW_DAYS = 14;

export const segmentFigures = queryOptions({
  queryKey: [...keys.segments, "figures"] as const,
  queryFn: ({ signal }) => api.get("/api/segments/figures", { signal }),
  refetchInterval: every(RENEWED_MS),
});

export const segmentFlow = (key: string) =>
  queryOptions({
    queryKey: keys.segment(key, "flow"),
    queryFn: ({ signal }) =>
      api.get("/api/segments/{key}/flow", { path: { key }, query: { days: FLOW_DAYS }, signal }),
    refetchInterval: every(RENEWED_MS),
  });

export const segmentMembers = (key: string) =>
  infiniteQueryOptions({
    queryKey: keys.segment(key, "members"),
    queryFn: ({ pageParam, signal }) =>
      api.get("/api/segments/{key}/members", {
        path: { key },
        query: { limit: MEMBERS, after: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const segmentHistory = (key: string) =>
  queryOptions({
    queryKey: keys.segment(key, "history"),
    queryFn: ({ signal }) => api.get("/api/segments/{key}/history", { path: { key }, signal }),
  });
