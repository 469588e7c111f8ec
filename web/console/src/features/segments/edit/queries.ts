// Publishing a segment, and what that would do.

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { keys } from "../../../api/keys";

/** A segment as it is sent; what else a published text says goes with it. */
export interface SegmentText {
  kind: "segment";
  key: string;
  name: string;
  condition: Record<string, unknown>;
}

/** What publishing would change, and what would be refused. Nothing is kept. */
export const rehearsalQuery = (text: SegmentText | null) =>
  queryOptions({
    queryKey: keys.segment(text?.key ?? "", "rehearsal", JSON.stringify(text)),
    queryFn: ({ signal }) =>
      api.post("/api/publish", { query: { dry_run: true }, body: text ? [text] : [], signal }),
    enabled: text !== null,
    retry: false,
    placeholderData: keepPreviousData,
  });

/** `version`: the one that is replaced; 0 for a new segment. */
export function useSaveSegment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, version }: { text: SegmentText; version: number }) =>
      api.put("/api/segments/{key}", { path: { key: text.key }, version, body: text }),
    onSuccess: () =>
      Promise.all([keys.segments, keys.campaigns].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
