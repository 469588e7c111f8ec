// Which campaigns can want the same place at the same moment, who of them speaks first, and how much of the visitors'
// attention a week of each asks for. Read from the texts alone: audiences are not compared, so two that meet here may
// still never mean the same person.

import type { CampaignFigures, SiteSettings, Step } from "../../../api/types";
import { nameOf } from "../../../words/names";
import type { Trigger } from "../../../words/trigger";
import type { PublishedCampaign } from "../queries";
import type { CampaignText } from "../text";

/** Points a show costs, by format. */
export type Prices = Record<string, number>;

/** What a message costs where the site says nothing else (docs: courtesy). */
const USUAL_PRICES: Prices = { fullscreen: 8, modal: 5, corner: 3, bar: 2, toast: 1, inline: 0 };

export const pricesOf = (settings: SiteSettings | undefined): Prices => ({
  ...USUAL_PRICES,
  ...(settings?.attention?.prices as Prices | undefined),
});

export interface Contender {
  key: string;
  name: string;
  priority: number;
  trigger: Trigger;
  /** When it begins, where that is yet to come (ISO 8601). */
  startsAt: string | null;
}

export interface Meeting {
  /** `null`: the one place of messages that interrupt; else the selector of a place inside the page. */
  place: string | null;
  on: string;
  name: string;
  /** Who speaks first stands first. */
  contenders: Contender[];
}

/** Running campaigns that can meet: the larger groups first. */
export function meetings(campaigns: readonly PublishedCampaign[], now: Date): Meeting[] {
  const groups = new Map<string, PublishedCampaign[]>();
  for (const campaign of campaigns.filter(({ text }) => mayRun(text, now))) {
    const { on, name } = campaign.text.trigger;
    const key = JSON.stringify([on, name, placeOf(campaign.text)]);
    groups.set(key, [...(groups.get(key) ?? []), campaign]);
  }
  const found = [...groups].flatMap(([key, group]) => {
    const [on, name, place] = JSON.parse(key) as [string, string, string | null];
    const parts = connected(group).filter((part) => part.length > 1);
    return parts.map((part) => ({ on, name, place, contenders: inTurn(part, now) }));
  });
  return found.sort((one, other) => other.contenders.length - one.contenders.length);
}

const mayRun = (text: CampaignText, now: Date) =>
  text.status === "running" && !(text.schedule?.until && new Date(text.schedule.until) <= now);

const firstStep = (text: CampaignText): Step | undefined => {
  const scenario = text.arms[0]?.scenario;
  return scenario?.steps[scenario.start];
};

/** All arms of a campaign begin in the same place. */
function placeOf(text: CampaignText): string | null {
  const step = firstStep(text);
  const isInside = step?.format === "inline" || step?.type === "rewrite";
  return isInside ? (step?.selector ?? "") : null;
}

/** Higher priority first, ties by key. */
function inTurn(campaigns: PublishedCampaign[], now: Date): Contender[] {
  const contenders = campaigns.map(({ key, text }) => ({
    key,
    name: nameOf({ key, text }),
    priority: text.priority ?? 0,
    trigger: text.trigger as Trigger,
    startsAt: text.schedule?.from && new Date(text.schedule.from) > now ? text.schedule.from : null,
  }));
  return contenders.sort((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1));
}

/** Parts in which each can meet another; who meets nobody is a part alone. */
function connected(campaigns: PublishedCampaign[]): PublishedCampaign[][] {
  const left = new Set(campaigns);
  const parts: PublishedCampaign[][] = [];
  for (const first of campaigns) {
    if (!left.delete(first)) continue;
    const part = [first];
    for (const one of part) {
      for (const other of [...left].filter((it) => canMeet(one.text, it.text))) {
        left.delete(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
}

/** False only where both name pages and no page is meant by both. */
export function canMeet(one: CampaignText, other: CampaignText): boolean {
  const [a, b] = [pagesOf(one), pagesOf(other)];
  if (!a || !b) return true;
  if (a.isWhole && b.isWhole) return a.path === b.path;
  if (a.isWhole) return a.path.startsWith(b.path);
  if (b.isWhole) return b.path.startsWith(a.path);
  return a.path.startsWith(b.path) || b.path.startsWith(a.path);
}

/** The page, or the beginning of its path, that a trigger asks for; null where it asks for none, or in another way. */
function pagesOf({ trigger }: CampaignText): { path: string; isWhole: boolean } | null {
  const asked = (trigger.where as Record<string, unknown> | null | undefined)?.["page.path"];
  if (typeof asked === "string") return { path: asked, isWhole: true };
  const pattern = (asked as { $regex?: unknown } | undefined)?.$regex;
  const beginning = typeof pattern === "string" ? /^\^([\w/-]+)$/.exec(pattern)?.[1] : undefined;
  return beginning === undefined ? null : { path: beginning, isWhole: false };
}

export interface Asked {
  key: string;
  name: string;
  format: string;
  /** Points of one show. */
  price: number;
  /** In the last seven days. */
  shown: number;
  points: number;
  /** Of the points of all campaigns, 0 to 1. */
  share: number;
  /** How often another one had the place. */
  lost: number;
  /** How often the visitor's attention did not suffice. */
  unaffordable: number;
}

/** What a week of each running campaign asked for; the most first. */
export function askedOf(
  campaigns: readonly PublishedCampaign[],
  figures: readonly CampaignFigures[],
  prices: Prices,
): Asked[] {
  const outcomes = new Map(figures.map((one) => [one.campaign, one.outcomes]));
  const rows = campaigns
    .filter(({ text }) => text.status === "running")
    .map(({ key, text }) => {
      const formats = text.arms.map(({ scenario }) => scenario.steps[scenario.start]?.format ?? "inline");
      const format = formats.reduce((most, one) =>
        priceIn(prices, one) > priceIn(prices, most) ? one : most,
      );
      const counts = outcomes.get(key);
      const shown = counts?.shown ?? 0;
      const price = priceIn(prices, format);
      const points = shown * price;
      const blocked = { lost: counts?.lost ?? 0, unaffordable: counts?.budget ?? 0 };
      return { key, name: nameOf({ key, text }), format, price, shown, points, ...blocked };
    });
  const all = rows.reduce((sum, row) => sum + row.points, 0);
  const shared = rows.map((row) => ({ ...row, share: all > 0 ? row.points / all : 0 }));
  return shared.sort((one, other) => other.points - one.points || other.shown - one.shown);
}

const priceIn = (prices: Prices, format: string) => prices[format] ?? 0;
