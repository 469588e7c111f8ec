/** A campaign that waits after its trigger, and scenarios that wait: the page asks by itself when the time has come. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP } from "../support/devices.ts";
import { titled } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { PlainShop } from "../support/plain_shop.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
});
afterAll(() => demo?.stop());
beforeEach(() => demo.admin.pauseAll());

async function arrived(): Promise<Visitor> {
  const shop = await PlainShop.open(demo, { "/": {}, "/other": {} });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.visit("/");
  return visitor;
}

/** A campaign that speaks so long after something was put into the cart, and never to who has bought. */
const speakLater = (after: string): Promise<void> =>
  demo.admin.putCampaign(
    "later",
    onEvent("Product Added", twoSteps("corner"), {
      trigger: { on: "event", name: "Product Added", after },
      exit: { "orders.count": { $gte: 1 } },
    }),
  );

test("a page on which nothing happens any more asks when the time after the trigger has come", async () => {
  await speakLater("3s");
  const visitor = await arrived();
  await visitor.track("Product Added", { product_id: "b1", price: 3200, quantity: 1 });
  const { appointments } = await demo.admin.profile(await visitor.anonymousId());
  expect(Object.keys(appointments)).toEqual(["later"]);
  expect(await titled(visitor.page, "ひとつめのご案内").count()).toBe(0);
  await titled(visitor.page, "ひとつめのご案内").waitFor();
});

test("who has bought meanwhile is left alone", async () => {
  await speakLater("2s");
  const visitor = await arrived();
  await visitor.track("Product Added", { product_id: "b1", price: 3200, quantity: 1 });
  await visitor.track("Order Completed", { order_id: "o1", revenue: 3200 });
  const { appointments } = await demo.admin.profile(await visitor.anonymousId());
  expect(appointments).toEqual({});
});

test("entering a segment on the page is the moment", async () => {
  await demo.admin.putSegment("keen", {
    $event: { name: "Product Viewed", within: "1h", count: { $gte: 2 } },
  });
  const trigger = { on: "segment_entered", name: "keen" };
  await demo.admin.putCampaign("keen", onEvent("Product Viewed", twoSteps("corner"), { trigger }));
  const visitor = await arrived();
  await visitor.track("Product Viewed", { product_id: "b1" });
  expect(await titled(visitor.page, "ひとつめのご案内").count()).toBe(0);
  await visitor.track("Product Viewed", { product_id: "b2" });
  await titled(visitor.page, "ひとつめのご案内").waitFor();
});

test("a scenario that waits for an act goes on when it comes, and writes what it has learned", async () => {
  const { first, second } = twoSteps("corner");
  const steps = {
    first: { ...(first as object), choices: [{ key: "more", label: "くわしく", next: "note" }] },
    note: { type: "traits", set: { wish: "gift" }, next: "added" },
    added: { type: "wait", on: "event", name: "Product Added", for: "1h", next: "second" },
    second,
  };
  await demo.admin.putCampaign("acts", onEvent("Product Viewed", steps));
  const visitor = await arrived();
  await visitor.track("Product Viewed", { product_id: "b1" });
  await titled(visitor.page, "ひとつめのご案内").waitFor();
  await visitor.press(visitor.page.getByRole("button", { name: "くわしく" }));
  const profile = () => visitor.anonymousId().then((id) => demo.admin.profile(id));
  await until("the trait", async () => (await profile()).traits.wish === "gift");
  await visitor.track("Product Added", { product_id: "b1", price: 3200, quantity: 1 });
  await titled(visitor.page, "ふたつめのご案内").waitFor();
});
