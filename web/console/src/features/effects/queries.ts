// What the pages of effects ask the API.

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";

/** Figures change once a day, when goal windows are over; young visitors more often. */
const stale_ms = 60_000;

export const siteEffectsQuery = queryOptions({
  queryKey: keys.effects,
  queryFn: ({ signal }) => api.get("/api/effects", { signal }),
  staleTime: stale_ms,
});

/** `phase`: left out, the present one. */
export const campaignEffectQuery = (key: string, phase: string | undefined) =>
  queryOptions({
    queryKey: keys.campaign(key, "effect", phase ?? "present"),
    queryFn: ({ signal }) =>
      api.get("/api/campaigns/{key}/effect", {
        path: { key },
        query: { phase: phase === undefined ? null : Number(phase) },
        signal,
      }),
    staleTime: stale_ms,
  });

/** `week`: any of its days; left out, the last whole one. */
export const reportQuery = (week: string | undefined) =>
  queryOptions({
    queryKey: [...keys.effects, "report", week ?? "last"],
    queryFn: ({ signal }) => api.get("/api/effects/report", { query: { week }, signal }),
    staleTime: stale_ms,
    placeholderData: keepPreviousData,
  });
