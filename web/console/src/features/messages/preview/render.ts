// What a step becomes for a visitor. The server makes it, with the very code that answers a shop's page: variables,
// languages, themes and the words of the frame are not made a second time here.

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { PreviewedStep } from "../../../../../tag/src/preview/protocol";
import { api } from "../../../api/client";
import type { RenderRequest } from "../../../api/types";
import type { Step } from "../step/shape";

export interface RenderAsked {
  step: Step;
  /** The visitor's language. */
  locale: string;
  /** What is known of the visitor; nothing when left out. */
  traits?: Readonly<Record<string, unknown>>;
  /** The end of the campaign's schedule, for a countdown to it. */
  until?: string;
}

/** Whoever types is not answered at each letter. */
const PAUSE_MS = 150;

/** The content for this step, and the last one that could be made while there is none. */
export function useRendered(campaign: string, asked: RenderAsked) {
  const wanted = JSON.stringify(asked);
  const [now] = useDebouncedValue(wanted, PAUSE_MS);
  const answer = useQuery({
    queryKey: ["render", campaign, now] as const,
    queryFn: async ({ signal }) => {
      // The description calls step, traits and content objects, and no more.
      const body = JSON.parse(now) as RenderRequest;
      return (await api.post("/api/render", { body, signal })) as unknown as PreviewedStep;
    },
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return { step: answer.data ?? null, error: answer.error, isPending: answer.isFetching || wanted !== now };
}
