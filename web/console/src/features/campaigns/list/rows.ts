// The rows of the campaign list: text and figures of each campaign together, and which of them a filter leaves.

import type { CampaignFigures, Status } from "../../../api/types";
import { nameOf } from "../../../words/names";
import { DEFAULT_STATUS, STATUSES } from "../CampaignStatus";
import { reachOf } from "../figures";
import type { PublishedCampaign } from "../queries";
import type { CampaignText } from "../text";

export interface CampaignRow {
  key: string;
  name: string;
  status: Status;
  tags: string[];
  text: CampaignText;
  version: number;
  /** None until figures have come. */
  figures: CampaignFigures | null;
  reach: number | null;
}

export interface Filter {
  status: Status | null;
  tag: string | null;
  /** Looked for in name, key and tags. */
  words: string;
}

export function campaignRows(texts: PublishedCampaign[], figures: CampaignFigures[]): CampaignRow[] {
  const byKey = new Map(figures.map((one) => [one.campaign, one]));
  return texts.map(({ key, text, version }) => {
    const own = byKey.get(key) ?? null;
    return {
      key,
      name: nameOf({ key, text }),
      status: text.status ?? DEFAULT_STATUS,
      tags: text.tags ?? [],
      text,
      version,
      figures: own,
      reach: own && reachOf(own.arms),
    };
  });
}

export function filtered(rows: CampaignRow[], filter: Filter): CampaignRow[] {
  const wanted = filter.words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (filter.status === null || row.status === filter.status) &&
      (filter.tag === null || row.tags.includes(filter.tag)) &&
      (wanted === "" || [row.name, row.key, ...row.tags].some((text) => text.toLowerCase().includes(wanted))),
  );
}

/** How many campaigns each status has. */
export function statusCounts(rows: CampaignRow[]): Record<Status, number> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

/** All tags in use, in their order. */
export function tagsOf(rows: CampaignRow[]): string[] {
  return [...new Set(rows.flatMap((row) => row.tags))].sort();
}

/** Running first, then paused, drafts, ended. */
export const statusOrder = (status: Status): number => STATUSES.indexOf(status);
