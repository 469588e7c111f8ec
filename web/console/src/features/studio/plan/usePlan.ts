// The plan of the campaign as it is written now; asked a moment after the last letter.

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../../api/client";
import { isRecord } from "../../../words/words";
import { useStudio } from "../studio";

const quiet_ms = 600;
const stale_ms = 5 * 60_000;

export function usePlan() {
  const { text } = useStudio();
  const [asked] = useDebouncedValue(text, quiet_ms);
  const { name: _, caps: __, tags: ___, ...planned } = asked;
  return useQuery({
    // What visitors are told does not change how many there are.
    queryKey: ["plans", JSON.stringify(planned)],
    queryFn: ({ signal }) => api.post("/api/plans", { body: { text: asked }, signal }),
    enabled: isRecord(asked.goal),
    staleTime: stale_ms,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
