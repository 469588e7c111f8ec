/** Sends one person's journey with @segment/analytics-node. */
import { Analytics } from "@segment/analytics-node";

export async function sendWithNode(host: string, writeKey: string, person: string): Promise<string> {
  const failed: unknown[] = [];
  const [device, userId] = [`device-${person}`, `user-${person}`];
  const analytics = new Analytics({ host, writeKey, maxRetries: 10, flushAt: 2, httpRequestTimeout: 5_000 });
  analytics.on("error", (error) => failed.push(error));
  analytics.track({ anonymousId: device, event: "Product Viewed", properties: { sku: "bowl", price: 3300 } });
  analytics.identify({ userId, traits: { email: `${person}@example.com` } });
  analytics.track({ userId, event: "Product Added", properties: { sku: "bowl" } });
  analytics.page({ userId, name: "Cart", properties: { url: "https://shop.example/cart" } });
  analytics.group({ userId, groupId: `group-${person}`, traits: { plan: "gold" } });
  analytics.alias({ previousId: device, userId });
  await analytics.closeAndFlush({ timeout: 60_000 });
  if (failed.length > 0) throw new Error(`not delivered: ${JSON.stringify(failed)}`);
  return device;
}
