// What the page of trends asks the API.

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import { askedOf, type Question } from "./question";

const stale_ms = 30_000;

export const trendQuery = (question: Question) =>
  queryOptions({
    queryKey: [...keys.trends, askedOf(question)],
    queryFn: ({ signal }) => api.get("/api/trends", { query: askedOf(question), signal }),
    staleTime: stale_ms,
    placeholderData: keepPreviousData,
  });

export const choicesQuery = (event: string) =>
  queryOptions({
    queryKey: [...keys.trends, "choices", event],
    queryFn: ({ signal }) => api.get("/api/trends/choices", { query: { event }, signal }),
    staleTime: 10 * stale_ms,
    placeholderData: keepPreviousData,
  });
