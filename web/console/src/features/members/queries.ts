import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { Invitation, MadeInvitation, Role, SiteMember } from "../../api/types";
import { useNotify } from "../../ui/notify";

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: ({ signal }) => api.get<{ members: SiteMember[] }>("/api/members", { signal }),
});

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: ({ signal }) => api.get<{ invitations: Invitation[] }>("/api/invitations", { signal }),
});

/** Does something, then asks for the list again; a refusal is said at the foot of the page. */
function useChange<T>(change: (what: T) => Promise<unknown>, key: readonly string[]) {
  const answers = useQueryClient();
  const { refused } = useNotify();
  return useMutation({
    mutationFn: change,
    onError: refused,
    onSettled: () => answers.invalidateQueries({ queryKey: key }),
  });
}

export const useChangeRole = () =>
  useChange(
    ({ id, role }: { id: number; role: Role }) =>
      api.patch<SiteMember>("/api/members/{id}", { path: { id }, body: { role } }),
    keys.members,
  );

export const useRemoveMember = () =>
  useChange((id: number) => api.delete<void>("/api/members/{id}", { path: { id } }), keys.members);

export const useRemoveInvitation = () =>
  useChange((id: number) => api.delete<void>("/api/invitations/{id}", { path: { id } }), keys.invitations);

export interface NewInvitation {
  role: Role;
  email?: string;
}

export function useInvite() {
  const answers = useQueryClient();
  return useMutation({
    mutationFn: (body: NewInvitation) => api.post<MadeInvitation>("/api/invitations", { body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: keys.invitations }),
  });
}
