// Which of the visitors here are shown.

import type { LiveVisitor } from "../../../api/types";

export interface LiveFilter {
  text: string;
  withCart: boolean;
  known: boolean;
  talking: boolean;
  segment: string | null;
  device: string | null;
}

export const noFilter: LiveFilter = {
  text: "",
  withCart: false,
  known: false,
  talking: false,
  segment: null,
  device: null,
};

export const isFiltering = (filter: LiveFilter): boolean =>
  filter.text.trim() !== "" ||
  filter.withCart ||
  filter.known ||
  filter.talking ||
  filter.segment !== null ||
  filter.device !== null;

/** Every word has to be found somewhere in what the row says. */
export function matches(filter: LiveFilter, row: LiveVisitor): boolean {
  if (filter.withCart && row.cart.quantity <= 0) return false;
  if (filter.known && !row.user_id) return false;
  if (filter.talking && !row.dialogue) return false;
  if (filter.segment !== null && !row.segments.includes(filter.segment)) return false;
  if (filter.device !== null && row.device !== filter.device) return false;
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const said = [
    row.name,
    row.user_id,
    row.anonymous_id,
    row.profile,
    row.page?.title,
    row.page?.path,
    row.last_event,
  ]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
  return wanted.every((word) => said.includes(word));
}

/** The devices and segments among those here, each with how many. */
export function choicesIn(rows: readonly LiveVisitor[]): {
  devices: [name: string, count: number][];
  segments: [key: string, count: number][];
} {
  const devices = new Map<string, number>();
  const segments = new Map<string, number>();
  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const row of rows) {
    if (row.device) add(devices, row.device);
    for (const segment of row.segments) add(segments, segment);
  }
  const most = (counts: Map<string, number>) => [...counts].sort((one, other) => other[1] - one[1]);
  return { devices: most(devices), segments: most(segments) };
}
