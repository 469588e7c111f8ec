// The events kept on the page: newest first, at most so many, each once. Asking again brings only what came since.

import { useQuery } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import type { Arrival, Arrivals, VerdictName } from "../../../api/types";

export interface ArrivalFilter {
  verdict: VerdictName | null;
  name: string;
  /** Looked for in the raw event: a person, a product, a page. */
  words: string;
}

export interface KeptArrivals {
  arrivals: Arrival[];
  next: number;
  /** More came at once than was asked for: some are not in the list. */
  hasGap: boolean;
}

export const MOST_KEPT = 500;
/** As many as one answer holds. */
const AT_ONCE = 200;
const renewal_ms = 1_500;

export function merged(kept: KeptArrivals | undefined, fresh: Arrivals): KeptArrivals {
  // The server counts from its start: a smaller number says that it began anew.
  const before = kept && fresh.next >= kept.next ? kept : undefined;
  const known = before?.arrivals ?? [];
  const newest = known[0]?.seq ?? -1;
  const added = fresh.arrivals.filter((arrival) => arrival.seq > newest);
  const hasGap = before !== undefined && added.length >= AT_ONCE;
  return {
    arrivals: [...added, ...known].slice(0, MOST_KEPT),
    next: fresh.next,
    hasGap: hasGap || (before?.hasGap ?? false),
  };
}

export function useArrivals({ verdict, name, words }: ArrivalFilter, isPaused: boolean) {
  const filter = { verdict: verdict ?? undefined, name: name || undefined, q: words || undefined };
  return useQuery({
    queryKey: [...keys.installation, "arrivals", filter],
    queryFn: async ({ client, queryKey, signal }) => {
      const before = client.getQueryData<KeptArrivals>(queryKey);
      const query = { ...filter, after: before?.next, limit: AT_ONCE };
      return merged(before, await api.get("/api/arrivals", { query, signal }));
    },
    refetchInterval: isPaused ? false : renewal_ms,
    refetchOnWindowFocus: !isPaused,
    staleTime: 0,
    gcTime: 0,
    placeholderData: (earlier) => earlier,
    structuralSharing: false,
  });
}
