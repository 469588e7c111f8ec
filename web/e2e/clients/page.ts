/** Sends one person's journey with @segment/analytics-next; bundled for the page of the test. */
import { AnalyticsBrowser } from "@segment/analytics-next";

/** How the client sends: each event by itself, a few together, or all at once when the page goes. */
export type Delivery = "one by one" | "in batches" | "when leaving";

export interface Asked {
  host: string;
  writeKey: string;
  person: string;
  delivery: Delivery;
}

const AN_HOUR_MS = 3_600_000;
const DELIVERIES: Record<Delivery, Record<string, unknown>> = {
  "one by one": {},
  "in batches": batching(3, 200),
  "when leaving": batching(100, AN_HOUR_MS),
};

function batching(size: number, timeout: number): Record<string, unknown> {
  return { deliveryStrategy: { strategy: "batching", config: { size, timeout } } };
}

async function send({ host, writeKey, person, delivery }: Asked): Promise<string> {
  const [analytics] = await AnalyticsBrowser.load(
    { writeKey, cdnURL: host },
    { integrations: { "Segment.io": DELIVERIES[delivery] } },
  );
  const device = String(analytics.user().anonymousId());
  await analytics.track("Product Viewed", { sku: "bowl", price: 3300 });
  await analytics.identify(`user-${person}`, { email: `${person}@example.com` });
  await analytics.track("Product Added", { sku: "bowl" });
  await analytics.page("Shop", "Cart");
  await analytics.group(`group-${person}`, { plan: "gold" });
  await analytics.alias(`user-${person}`, device);
  return device;
}

Object.assign(window, { send });
