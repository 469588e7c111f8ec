// What can be asked without being signed in. Asked before the page opens, so that it stands still once it is there.

import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";

const fresh_ms = 5_000;

export const setupQuery = queryOptions({
  queryKey: keys.setup,
  queryFn: () => api.get("/api/setup"),
  staleTime: fresh_ms,
});

export const signInOptionsQuery = queryOptions({
  queryKey: keys.signInOptions,
  queryFn: () => api.get("/api/session/options"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One use: asking again while somebody fills in the form would bring nothing but a surprise. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => api.get("/api/invitation/{token}", { path: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
    retryOnMount: false,
  });

export const recoveryQuery = (token: string) =>
  queryOptions({
    queryKey: ["recovery", token],
    queryFn: () => api.get("/api/recovery/{token}", { path: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
    retryOnMount: false,
  });
