// Whom a condition holds for, and the names that the shop's data has.

import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../../api/client";
import { segmentTexts } from "../../../api/published";
import { nameOf } from "../../../words/names";
import type { Vocabulary } from "../model/vocabulary";

const VOCABULARY_STALE_MS = 60_000;
const AUDIENCE_STALE_MS = 30_000;
/** People shown as examples. */
export const SAMPLE = 6;

export const vocabularyQuery = queryOptions({
  queryKey: ["vocabulary"] as const,
  queryFn: ({ signal }) => api.get("/api/vocabulary", { signal }),
  staleTime: VOCABULARY_STALE_MS,
});

export const audienceQuery = (condition: unknown) =>
  queryOptions({
    queryKey: ["audience", JSON.stringify(condition)] as const,
    // The signal ends the question when another one follows.
    queryFn: ({ signal }) =>
      api.post("/api/audience", {
        body: { condition: condition as Record<string, unknown>, sample: SAMPLE },
        signal,
      }),
    staleTime: AUDIENCE_STALE_MS,
    placeholderData: keepPreviousData,
  });

/** `without`: a segment cannot ask for itself. */
export function useVocabulary(without?: string): Vocabulary {
  const known = useQuery(vocabularyQuery).data;
  const segments = useQuery(segmentTexts).data;
  return useMemo(
    () => ({
      events: known?.events ?? [],
      traits: known?.traits ?? [],
      pages: known?.pages ?? [],
      segments: (segments?.texts ?? [])
        .filter(({ key }) => key !== without)
        .map((text) => ({ key: text.key, name: nameOf(text) })),
    }),
    [known, segments, without],
  );
}
