// Where somebody wanted to go before signing in. Only ways inside the console are taken.

import { useNavigate } from "@tanstack/react-router";
import { parseSearch } from "./search";

export const isInside = (next: string | undefined): next is string =>
  next !== undefined && /^\/(?![/\\])/.test(next);

/** Splits an address of the console; what does not lead inside leads home. */
export function wayTo(next: string | undefined): { to: string; search: Record<string, string | undefined> } {
  const address = isInside(next) ? next : "/";
  const [to = "/", query = ""] = address.split("?");
  return { to, search: parseSearch(query) };
}

export function useGoOn(): (next: string | undefined) => void {
  const navigate = useNavigate();
  return (next) => void navigate({ ...wayTo(next), replace: true });
}
