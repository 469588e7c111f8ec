// Filters, tabs and open panels live in the address, so that a page can be sent to a colleague and the back button
// works. All values are plain strings: `?outcome=capped`.

import { useNavigate, useSearch } from "@tanstack/react-router";

export type PageSearch = { site?: string } & { [name: string]: string | undefined };

export const parseSearch = (text: string): PageSearch => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(values: Record<string, unknown>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") asked.set(name, String(value));
  }
  return asked.size > 0 ? `?${asked}` : "";
}

export const anySearch = (values: Record<string, unknown>): PageSearch => values as PageSearch;

/** The values in the address and a way to change some of them; `undefined` takes one out. */
export function usePageSearch(): [PageSearch, (change: Record<string, string | undefined>) => void] {
  const values = useSearch({ strict: false }) as PageSearch;
  const navigate = useNavigate();
  const change = (some: Record<string, string | undefined>) =>
    void navigate({ to: ".", search: { ...values, ...some }, replace: true, resetScroll: false });
  return [values, change];
}
