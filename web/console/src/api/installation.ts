// What the tag has sent: for the install guide, and for the shell, which warns when events stop.

import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";

const again_ms = 60_000;

export const installationQuery = queryOptions({
  queryKey: keys.installation,
  queryFn: ({ signal }) => api.get("/api/installation", { signal }),
  staleTime: again_ms / 2,
  refetchInterval: again_ms,
});
