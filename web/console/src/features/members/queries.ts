import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { NewInvitation, Role } from "../../api/types";
import { useNotify } from "../../ui/notify";

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: ({ signal }) => api.get("/api/members", { signal }),
});

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: ({ signal }) => api.get("/api/invitations", { signal }),
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
      api.patch("/api/members/{id}", { path: { id }, body: { role } }),
    keys.members,
  );

export const useRemoveMember = () =>
  useChange((id: number) => api.delete("/api/members/{id}", { path: { id } }), keys.members);

export const useRemoveInvitation = () =>
  useChange((id: number) => api.delete("/api/invitations/{id}", { path: { id } }), keys.invitations);

export function useInvite() {
  const answers = useQueryClient();
  return useMutation({
    mutationFn: (body: NewInvitation) => api.post("/api/invitations", { body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: keys.invitations }),
  });
}
