import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { NewSite, SiteSettings } from "../../api/types";

export const siteQuery = queryOptions({
  queryKey: keys.site,
  queryFn: ({ signal }) => api.get("/api/site", { signal }),
});

export const identityQuery = queryOptions({
  queryKey: keys.identity,
  queryFn: ({ signal }) => api.get("/api/identity", { signal }),
});

/** `onSaved` stands here and not where it is sent: the form that sent is made anew for the new version. */
export function useSaveSite(version: number, onSaved: () => void) {
  const answers = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (body: SiteSettings) => api.put("/api/site", { body, version }),
    onSuccess: async () => {
      onSaved();
      // Time zone and currency stand in the session as well: every page writes with them.
      await Promise.all([
        answers.invalidateQueries({ queryKey: keys.site }),
        answers.invalidateQueries({ queryKey: keys.session }),
        answers.invalidateQueries({ queryKey: keys.identity }),
      ]);
      await router.invalidate();
    },
  });
}

/** `onSaved`: before everything that shows the name is asked for anew. */
export function useRenameSite(onSaved: (kept: { name: string }) => void) {
  const answers = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (name: string) => api.put("/api/site/name", { body: { name } }),
    onSuccess: async (kept) => {
      onSaved(kept);
      await answers.invalidateQueries({ queryKey: keys.session });
      await router.invalidate();
    },
  });
}

export function useMakeSecret() {
  const answers = useQueryClient();
  return useMutation({
    mutationFn: () => api.post("/api/identity/secret"),
    onSuccess: () => answers.invalidateQueries({ queryKey: keys.identity }),
  });
}

export const useMakeSite = () =>
  useMutation({ mutationFn: (body: NewSite) => api.post("/api/sites", { body }) });
