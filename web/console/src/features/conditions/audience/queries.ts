// Whom a condition holds for, and the names that the shop's data has.

import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../../api/client";
import { segmentTexts } from "../../../api/published";
import { nameOf } from "../../../words/names";
import type { Vocabulary } from "../model/vocabulary";
import type { AudienceAnswer, VocabularyAnswer } from "./shape";

/** Not in the API's description yet. */
const calls = api as unknown as {
  get: (path: "/api/vocabulary", options: { signal: AbortSignal }) => Promise<VocabularyAnswer>;
  post: (
    path: "/api/audience",
    options: { body: { condition: unknown; sample: number }; signal: AbortSignal },
  ) => Promise<AudienceAnswer>;
};

const VOCABULARY_STALE_MS = 60_000;
const AUDIENCE_STALE_MS = 30_000;
/** People shown as examples. */
export const SAMPLE = 6;

export const vocabularyQuery = queryOptions({
  queryKey: ["vocabulary"] as const,
  queryFn: ({ signal }) => calls.get("/api/vocabulary", { signal }),
  staleTime: VOCABULARY_STALE_MS,
});

export const audienceQuery = (condition: unknown) =>
  queryOptions({
    queryKey: ["audience", JSON.stringify(condition)] as const,
    // The signal ends the question when another one follows.
    queryFn: ({ signal }) => calls.post("/api/audience", { body: { condition, sample: SAMPLE }, signal }),
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
