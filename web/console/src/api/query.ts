// How answers are kept and asked again.

import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const retries = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      // A refusal stays a refusal; only what passes is worth asking again.
      retry: (failures, reason) => failures < retries && reason instanceof ApiProblem && reason.passes,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
