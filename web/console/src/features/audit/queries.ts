import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../api/keys";

const pageSize = 50;

/** Newest first; `target` names one thing: `campaign/cart-shipping`, `site`. */
export const auditQuery = (target: string | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.audit({ target }),
    queryFn: ({ pageParam, signal }) =>
      api.get("/api/audit", { query: { limit: pageSize, before: pageParam, target }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
