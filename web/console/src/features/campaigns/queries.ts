// What the pages of campaigns ask the API.

import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import { campaignTexts } from "../../api/published";
import type { Outcome, PublishedText } from "../../api/types";
import type { CampaignText } from "./text";

const renewal_ms = 30_000;
/** Recent decisions that are asked for and listed. */
export const MOST_DECISIONS = 100;

/** A campaign as published: its text, and which version and phase that is. */
export type PublishedCampaign = Omit<PublishedText, "text"> & { text: CampaignText };

export const useCampaigns = () =>
  useQuery({ ...campaignTexts, select: (answer) => answer.texts as PublishedCampaign[] });

export const useResults = () =>
  useQuery({
    queryKey: keys.results,
    queryFn: ({ signal }) => api.get("/api/results", { signal }),
    select: (answer) => answer.campaigns,
    refetchInterval: renewal_ms,
  });

export const useCampaign = (key: string) =>
  useQuery({
    queryKey: keys.campaign(key),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}", { path: { key }, signal }),
    select: (answer) => answer as PublishedCampaign,
  });

export const useCampaignResults = (key: string) =>
  useQuery({
    queryKey: keys.campaign(key, "results"),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}/results", { path: { key }, signal }),
    refetchInterval: renewal_ms,
  });

export const useDecisions = (key: string, outcome: Outcome | null, isAllowed: boolean) =>
  useQuery({
    queryKey: keys.campaign(key, "decisions", outcome ?? "all"),
    queryFn: ({ signal }) =>
      api.get("/api/campaigns/{key}/decisions", {
        path: { key },
        query: { limit: MOST_DECISIONS, outcome },
        signal,
      }),
    enabled: isAllowed,
    placeholderData: (before) => before,
  });

export const useHistory = (key: string) =>
  useQuery({
    queryKey: keys.campaign(key, "history"),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}/history", { path: { key }, signal }),
  });

export const useTimeline = (key: string) =>
  useQuery({
    queryKey: keys.campaign(key, "timeline"),
    queryFn: ({ signal }) => api.get("/api/campaigns/{key}/timeline", { path: { key }, signal }),
  });
