import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import type { ProfileId } from "../profile/queries";

/** Of one campaign, or of all. Answered for the moment in which it is asked, so never kept for long. */
export const whyQuery = ({ id, kind }: ProfileId, campaign: string | null) =>
  queryOptions({
    queryKey: [...keys.profile(id, kind ?? "any"), "why", campaign ?? "all"] as const,
    queryFn: ({ signal }) =>
      api.get("/api/profiles/{id}/why", {
        path: { id },
        query: { kind, campaign },
        signal,
      }),
    staleTime: 5_000,
  });
