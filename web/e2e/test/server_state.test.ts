/** The shop's server asks for the decision while it makes the page, and the shop's data layer speaks for itself. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP } from "../support/devices.ts";
import { dialogue, titled } from "../support/dialogue.ts";
import { onEvent, onSignal, twoSteps } from "../support/messages.ts";
import { PlainShop } from "../support/plain_shop.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";

let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
});
afterAll(() => demo?.stop());

/** What the shop's server is answered when it asks on behalf of a page view. */
async function decided(shop: PlainShop, anonymousId: string): Promise<string> {
  const answered = await fetch(`${demo.origin}/v1/decide`, {
    method: "POST",
    body: JSON.stringify({
      writeKey: demo.config.writeKey,
      anonymousId,
      context: { page: { url: `${shop.origin}/`, path: "/" }, locale: "ja", device: { type: "desktop" } },
      events: [{ type: "page", messageId: randomUUID() }],
    }),
  });
  return answered.text();
}

test("what the shop's server was answered is what the page shows, and no page view is sent twice", async () => {
  await demo.admin.pauseAll();
  await demo.admin.putCampaign("on-arrival", onSignal("page_view", {}, twoSteps("corner")));
  const shop = await PlainShop.open(demo, {});
  const anonymousId = randomUUID();
  const state = (await decided(shop, anonymousId)).replaceAll("<", "\\u003c");
  const before = `<script type="application/json" id="kizukai-state">${state}</script>`;
  shop.pages.set("/", { before });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await titled(visitor.page, "ひとつめのご案内").waitFor();
  await visitor.track("Marker");
  expect(shop.events.filter(({ type }) => type === "page")).toEqual([]);
  expect(await visitor.anonymousId()).toBe(anonymousId);
  expect((await demo.admin.profile(anonymousId)).campaigns["on-arrival"]).toMatchObject({ exposures: 1 });
});

test("what the shop's server wrote into the page itself is adopted: it stands still, answers, and is one show", async () => {
  await demo.admin.pauseAll();
  const steps = twoSteps("inline", { selector: "#place" });
  await demo.admin.putCampaign("written", onSignal("page_view", {}, steps));
  const shop = await PlainShop.open(demo, {});
  const anonymousId = randomUUID();
  const state = await decided(shop, anonymousId);
  const [item] = (JSON.parse(state) as { show: { enrolment: string; step: string }[] }).show;
  const before = `<script type="application/json" id="kizukai-state">${state.replaceAll("<", "\\u003c")}</script>`;
  const body = `<div id="place"><aside data-kizukai-step="${item?.enrolment}/${item?.step}" style="height: 160px">
    <p>送料のことで、気がかりはありますか。</p>
    <button type="button" data-kizukai-choice="more">くわしく</button></aside></div><p id="below">このあと</p>`;
  shop.pages.set("/", { before, body });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  const { page } = visitor;
  await page.goto(shop.origin);
  await until("it to be seen", () => shop.events.some(({ type }) => type === "seen"));
  expect(await page.locator("kizukai-message").count()).toBe(0);
  const top = (): Promise<number | undefined> =>
    page
      .locator("#below")
      .boundingBox()
      .then((box) => box?.y);
  const topPx = await top();
  await visitor.press(page.getByRole("button", { name: "くわしく" }));
  await titled(page, "ふたつめのご案内").waitFor();
  expect(await top()).toBe(topPx);
  const { campaigns, answers } = await demo.admin.profile(anonymousId);
  expect(campaigns.written).toMatchObject({ exposures: 1 });
  expect(answers.written?.first).toMatchObject({ choice: "more" });
  expect(shop.events.filter(({ type }) => type === "seen" || type === "answer").slice(0, 2)).toMatchObject([
    { type: "seen", step: "first" },
    { type: "answer", step: "first" },
  ]);
});

test("GA4 pushes before and after the tag become the shop's events, and reach a campaign", async () => {
  await demo.admin.pauseAll();
  await demo.admin.putCampaign("added", onEvent("Product Added", twoSteps("corner")));
  const early = `<script>
    window.dataLayer = window.dataLayer || [];
    function gtag() { dataLayer.push(arguments); }
    gtag("js", new Date());
    gtag("event", "view_item", { currency: "JPY", items: [{ item_id: "b1", item_name: "茶碗", price: 3200 }] });
  </script>`;
  const shop = await PlainShop.open(demo, {
    "/": { before: early, calls: "kizukai.load(KEY, { dataLayer: true })" },
  });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.visit("/");
  await until("the earlier push", () => shop.events.some(({ event }) => event === "Product Viewed"));
  await visitor.page.evaluate(() => {
    const { dataLayer } = window as unknown as { dataLayer: object[] };
    dataLayer.push({ ecommerce: null });
    dataLayer.push({
      event: "add_to_cart",
      ecommerce: { currency: "JPY", value: 6400, items: [{ item_id: "b1", price: 3200, quantity: 2 }] },
    });
  });
  await dialogue(visitor.page).waitFor();
  const added = shop.events.find(({ event }) => event === "Product Added");
  expect(added?.properties).toEqual({ product_id: "b1", price: 3200, quantity: 2, currency: "JPY" });
  expect(await visitor.page.evaluate("dataLayer.length")).toBe(4);
});
