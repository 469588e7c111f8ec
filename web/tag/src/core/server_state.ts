/**
 * The hook for server-side rendering: a page may hold the answer of `POST /v1/decide` that the shop's server asked for
 * while it made the page, in `<script type="application/json" id="kizukai-state">` before the tag.
 */
import { fromJson } from "./json.ts";
import { readTiming } from "./page_context.ts";
import type { DecideResponse } from "./wire.ts";

/** Nothing where there is none, or where an old page was taken out of a cache by back and forward. */
export function readServerState(): DecideResponse | undefined {
  const state = fromJson(document.getElementById("kizukai-state")?.textContent) as DecideResponse | null;
  return Array.isArray(state?.show) && readTiming()?.type !== "back_forward" ? state : undefined;
}
