// Who is here, kept up to date: asked whole once, afterwards only for what changed since.

import { queryOptions } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";
import { every } from "../../../api/pace";
import { queryClient } from "../../../api/query";
import type { LiveVisitor, LiveVisitors } from "../../../api/types";

const EVERY_MS = 2_000;
/** The API hands out no more. */
export const LISTED = 10_000;

export interface Present {
  byProfile: ReadonlyMap<string, LiveVisitor>;
  /** How many are here, listed or not. */
  total: number;
  cursor: string;
  window_s: number;
}

const key = [...keys.visitors, "live"] as const;

export const presentVisitors = queryOptions({
  queryKey: key,
  queryFn: async ({ signal }): Promise<Present> => {
    const before = queryClient.getQueryData<Present>(key);
    const query = before ? { after: before.cursor } : {};
    const answer = await api.get("/api/visitors", { query, signal });
    return { ...answer, byProfile: taken(before?.byProfile, answer) };
  },
  refetchInterval: every(EVERY_MS),
  staleTime: EVERY_MS,
  // Rows that did not change are the very same objects already.
  structuralSharing: false,
});

/** Who left stays for one more window, so that nothing vanishes under the pointer, and is forgotten then. */
export function taken(before: Present["byProfile"] = new Map(), answer: LiveVisitors): Present["byProfile"] {
  const gone = answer.gone ?? [];
  if (answer.visitors.length === 0 && gone.length === 0) return before;
  const oldest = new Date(Date.now() - 2_000 * answer.window_s).toISOString();
  const all = new Map([...before].filter(([, row]) => row.last_at > oldest));
  // A device whose person was erased may be back already, under the same profile.
  for (const profile of gone) all.delete(profile);
  for (const row of answer.visitors) all.set(row.profile, row);
  return all;
}
