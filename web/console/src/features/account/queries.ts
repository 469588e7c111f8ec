import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { Member, PasswordChange, Session } from "../../api/types";
import { useNotify } from "../../ui/notify";

export const sessionsQuery = queryOptions({
  queryKey: keys.account("sessions"),
  queryFn: ({ signal }) => api.get("/api/account/sessions", { signal }),
});

/** Changes what the shell knows of the member. */
function useMemberChanged() {
  const answers = useQueryClient();
  return (change: Partial<Member>) =>
    answers.setQueryData<Session>(
      keys.session,
      (session) => session && { ...session, member: { ...session.member, ...change } },
    );
}

export function useRename() {
  const changed = useMemberChanged();
  return useMutation({
    mutationFn: (name: string) => api.patch("/api/account", { body: { name } }),
    onSuccess: changed,
  });
}

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: PasswordChange) => api.post("/api/account/password", { body }),
  });

export const useDraftTotp = () => useMutation({ mutationFn: () => api.post("/api/account/totp") });

export const useConfirmTotp = () =>
  useMutation({
    mutationFn: (code: string) => api.put("/api/account/totp", { body: { code } }),
  });

/** Told apart from confirming: the recovery codes have to be seen before the page says that it is on. */
export function useTotpIsOn() {
  const changed = useMemberChanged();
  return () => changed({ totp: true });
}

export function useRemoveTotp() {
  const changed = useMemberChanged();
  return useMutation({
    mutationFn: (password: string) => api.post("/api/account/totp/removal", { body: { password } }),
    onSuccess: () => changed({ totp: false }),
  });
}

export function useEndSessions() {
  const answers = useQueryClient();
  const { refused } = useNotify();
  return useMutation({
    /** One by its number; without, all but this one. */
    mutationFn: (id?: number) =>
      id === undefined
        ? api.delete("/api/account/sessions")
        : api.delete("/api/account/sessions/{id}", { path: { id } }),
    onError: refused,
    onSettled: () => answers.invalidateQueries({ queryKey: keys.account("sessions") }),
  });
}
