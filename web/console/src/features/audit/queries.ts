import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";
import type { AuditEntry } from "../../api/types";

interface AuditPage {
  entries: AuditEntry[];
  next: number | null;
}

const pageSize = 50;

/** Newest first; `target` names one thing: `campaign/cart-shipping`, `site`. */
export const auditQuery = (target: string | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.audit({ target }),
    queryFn: ({ pageParam, signal }) =>
      api.get<AuditPage>("/api/audit", { query: { limit: pageSize, before: pageParam, target }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
