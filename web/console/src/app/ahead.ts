// Answers that a page is made of, asked while its chunk loads: it then stands there whole, and nothing moves. Whoever
// waits longer sees the skeleton instead; a refusal is the page's own to tell.

import type { EnsureQueryDataOptions } from "@tanstack/react-query";
import { queryClient } from "../api/query";

const patience_ms = 800;

// biome-ignore lint/suspicious/noExplicitAny: answers of every kind, under keys of every kind
type Asked = EnsureQueryDataOptions<any, any, any, any>;

/** What is known already is shown at once and renewed behind it. */
const ask = (query: Asked) =>
  queryClient.ensureQueryData({ ...query, revalidateIfStale: true }).catch(() => undefined);

export async function ahead(queries: Promise<readonly Asked[]>): Promise<void> {
  const asked = queries.then((all) => Promise.all(all.map(ask)));
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, patience_ms))]);
}
