// Where the shop's own pages are, for whoever wants to open one of them.

import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client";
import { keys } from "./keys";

/** The origin that most of what arrives comes from. */
const shopQuery = queryOptions({
  queryKey: [...keys.installation, "shop"],
  queryFn: async ({ signal }) => {
    const { origins } = await api.get("/api/installation", { signal });
    return [...origins].sort((a, b) => b.count - a.count)[0]?.origin ?? null;
  },
  staleTime: 5 * 60_000,
});

const LAST = "kizukai-tried-shop";

/** Where pages send from; else what the settings name, or where a page was opened last. Null: nowhere yet. */
export function useShopOrigin(named: string | undefined): string | null {
  const seen = useQuery(shopQuery).data;
  return seen ?? named ?? localStorage.getItem(LAST);
}

/** Whether it is a whole address of a page. */
export const isWebAddress = (text: string): boolean =>
  /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim());

export const rememberShop = (page: string): void => localStorage.setItem(LAST, new URL(page.trim()).origin);

/** The page with something in its address. */
export function shopLink(page: string, parameter: string, value: string): string {
  const link = new URL(page.trim());
  link.searchParams.set(parameter, value);
  return link.href;
}
