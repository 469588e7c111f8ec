// The published texts of a site, which many pages need: for names, and for rules that hold everywhere.

import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";
import type { SiteSettings } from "./types";

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

/** Rules of the site that hold for every campaign. */
export const siteSettings = queryOptions({
  queryKey: [...keys.site, "settings"] as const,
  queryFn: async ({ signal }) => (await api.get("/api/site", { signal })).text as SiteSettings,
  staleTime: stale_ms,
});

export const draftList = queryOptions({
  queryKey: keys.drafts,
  queryFn: ({ signal }) => api.get("/api/drafts", { signal }),
});
