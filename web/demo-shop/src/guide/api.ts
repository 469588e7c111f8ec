/** The few questions the guide asks the admin API. The demo hands its API key to its own page; a real shop never does. */
import type { CampaignTexts } from "./labels.js";
import { eventReader } from "./server_sent_events.js";

/** A row of a visitor's history, as `GET /api/profiles/{id}/events` gives it. */
export interface HistoryRow {
  messageId: string;
  type: string;
  timestamp: string;
  event?: string;
  name?: string;
  userId?: string;
  enrolment?: string;
  step?: string;
  choice?: string;
  value?: unknown;
  reason?: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
  context?: { page?: { path?: string; title?: string } };
}

export interface Answer {
  choice?: string;
  value?: unknown;
}

export interface CampaignState {
  arm: string;
  control: boolean;
  exposures: number;
  ghosts: number;
}

/** What the guide reads of a profile. */
export interface Profile {
  id: string;
  userId: string | null;
  traits: Record<string, unknown>;
  segments: string[];
  visits: { count: number; current: { page_count: number } | null };
  cart: { quantity: number; subtotal: number };
  orders: { count: number; revenue: number };
  answers: Record<string, Record<string, Answer>>;
  campaigns: Record<string, CampaignState>;
  holdout: boolean;
}

export interface LiveInput {
  profile: string;
  anonymousId?: string;
  seq: number;
  events: HistoryRow[];
}

/** The key is not (or no longer) good: the demo was started anew. */
export class Refused extends Error {}

const HISTORY_ROWS = 50;

async function ask(apiKey: string, path: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(path, {
    headers: { authorization: `Bearer ${apiKey}` },
    ...(signal ? { signal } : {}),
  });
  if (response.status === 401 || response.status === 403) throw new Refused(path);
  return response;
}

/** A profile of a device; null while the server has not heard of it. */
export async function readProfile(apiKey: string, anonymousId: string): Promise<Profile | null> {
  const response = await ask(apiKey, `/api/profiles/${encodeURIComponent(anonymousId)}?kind=anonymous`);
  return response.ok ? ((await response.json()) as Profile) : null;
}

/** The newest rows of a device's history, newest first. */
export async function readHistory(apiKey: string, anonymousId: string): Promise<HistoryRow[]> {
  const path = `/api/profiles/${encodeURIComponent(anonymousId)}/events?kind=anonymous&limit=${HISTORY_ROWS}`;
  const response = await ask(apiKey, path);
  return response.ok ? ((await response.json()) as { events: HistoryRow[] }).events : [];
}

/** The texts of all campaigns, for the labels of answers. */
export async function readCampaigns(apiKey: string): Promise<CampaignTexts> {
  const response = await ask(apiKey, "/api/campaigns");
  return response.ok ? ((await response.json()) as CampaignTexts) : { texts: [] };
}

/** Watches the site's inputs until the stream ends or `signal` aborts. */
export async function watchLive(
  apiKey: string,
  signal: AbortSignal,
  onOpen: () => void,
  onInput: (input: LiveInput) => void,
): Promise<void> {
  const response = await ask(apiKey, "/api/live", signal);
  if (!response.ok || !response.body) throw new Error(`live stream answered ${response.status}`);
  onOpen();
  const read = eventReader(({ event, data }) => {
    if (event === "input") onInput(JSON.parse(data) as LiveInput);
  });
  const stream = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await stream.read();
    if (done) return;
    read(decoder.decode(value, { stream: true }));
  }
}
