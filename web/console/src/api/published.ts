// The published texts of a site, which many pages need for names alone.

import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";

const stale_ms = 60_000;

export const campaignTexts = queryOptions({
  queryKey: [...keys.campaigns, "texts"] as const,
  queryFn: ({ signal }) => api.get("/api/campaigns", { signal }),
  staleTime: stale_ms,
});

export const segmentTexts = queryOptions({
  queryKey: [...keys.segments, "texts"] as const,
  queryFn: ({ signal }) => api.get("/api/segments", { signal }),
  staleTime: stale_ms,
});
