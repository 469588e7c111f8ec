// What the pages of the installation ask the API.

import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "../../api/installation";

const renewal_ms = 3_000;

/** The live check: asked again every few seconds while the page is open. */
export const useInstallation = () =>
  useQuery({ ...installationQuery, staleTime: 0, refetchInterval: renewal_ms });
