/** Fills a server through its public API, with bounded numbers: visitors who are here, many campaigns, a long history. */

/** What one request may carry. */
const EVENTS_PER_REQUEST = 500;
const TEXTS_PER_REQUEST = 250;
const PATHS = ["/", "/products", "/products/kohiki-rice-bowl", "/cart", "/guide"];
const PRODUCTS = ["飯碗", "湯呑", "大皿", "手拭い", "花入れ"];

export interface Keys {
  origin: string;
  writeKey: string;
  apiKey: string;
}

type Event = Record<string, unknown>;

/** So many visitors, each on a page at this moment. */
export async function visitorsArrive(keys: Keys, count: number): Promise<void> {
  const arrivals = Array.from({ length: count }, (_, index) => pageView(visitorId(index), index));
  await send(keys, arrivals);
}

export const visitorId = (index: number): string => `crowd-${String(index).padStart(5, "0")}`;

/** One person's long past: page views with a product looked at and a cart in between. */
export async function longHistory(keys: Keys, anonymousId: string, events: number): Promise<void> {
  const start = Date.now() - events * 1_000;
  const rows = Array.from({ length: events }, (_, index) => {
    const timestamp = new Date(start + index * 1_000).toISOString();
    return {
      ...(index % 4 === 3 ? productViewed(anonymousId, index) : pageView(anonymousId, index)),
      timestamp,
    };
  });
  await send(keys, rows);
}

/** So many running campaigns that wait for an event which never comes. */
export async function publishCampaigns({ origin, apiKey }: Keys, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) => campaign(index));
  for (const part of parts(texts, TEXTS_PER_REQUEST)) await post(origin, "/api/publish", part, apiKey);
}

/** One request after the other: in the order of the events, and within what the server takes. */
async function send({ origin, writeKey }: Keys, events: Event[]): Promise<void> {
  for (const batch of parts(events, EVENTS_PER_REQUEST)) {
    await post(origin, "/v1/batch", { writeKey, batch });
  }
}

function pageView(anonymousId: string, index: number): Event {
  const path = PATHS[index % PATHS.length] as string;
  const page = { path, url: `https://shop.example${path}`, title: `うつわの店 ${path}` };
  return { type: "page", anonymousId, messageId: messageId(anonymousId, index), context: { page } };
}

function productViewed(anonymousId: string, index: number): Event {
  const name = PRODUCTS[index % PRODUCTS.length] as string;
  const properties = { product_id: `p-${index % 40}`, name, price: 1_200 + (index % 40) * 100 };
  const event = "Product Viewed";
  return { type: "track", event, anonymousId, messageId: messageId(anonymousId, index), properties };
}

const messageId = (anonymousId: string, index: number): string => `${anonymousId}-${index}`;

function campaign(index: number): Record<string, unknown> {
  const number = String(index).padStart(3, "0");
  const hello = { type: "message", format: "corner", title: "お知らせ", body: "本文です。" };
  return {
    kind: "campaign",
    key: `many-${number}`,
    name: `たくさんの施策 ${number}`,
    status: index % 3 === 0 ? "paused" : "running",
    trigger: { on: "event", name: `Never ${number}` },
    arms: [{ key: "say", scenario: { start: "hello", steps: { hello } } }],
  };
}

function* parts<T>(all: T[], size: number): Generator<T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

async function post(origin: string, path: string, body: unknown, apiKey?: string): Promise<void> {
  const authorization = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
  const headers = { "content-type": "application/json", ...authorization };
  const answer = await fetch(origin + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  await answer.body?.cancel();
}
