// What the pages of the installation ask the API.

import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { Installation } from "../../api/types";

const renewal_ms = 3_000;

/** The live check: asked again every few seconds while the page is open. */
export const useInstallation = () =>
  useQuery({
    queryKey: keys.installation,
    queryFn: ({ signal }) => api.get<Installation>("/api/installation", { signal }),
    refetchInterval: renewal_ms,
  });
