/** Pages that change without a load, and pages that close. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES } from "../support/devices.ts";
import { dialogue } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { until } from "../support/until.ts";
import { type ShopWindow, Visitor } from "../support/visitor.ts";
import { Wiretap } from "../support/wiretap.ts";

const CAMPAIGN = "last-word";
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  const cap = { caps: [{ max: 1, per: "ever" }] };
  await demo.admin.putCampaign(CAMPAIGN, onEvent("Shelf Seen", twoSteps("corner"), cap));
});
afterAll(() => demo?.stop());

async function tap(): Promise<Wiretap> {
  const wiretap = await Wiretap.before(demo);
  onTestFinished(() => wiretap.close());
  return wiretap;
}

/** Tracks an event and leaves for another page in the same breath. */
function trackAndGo(visitor: Visitor, event: string, path: string): Promise<void> {
  return visitor.page.evaluate(
    ([name, to]) => {
      (window as unknown as ShopWindow).kizukai.track(name);
      location.assign(to);
    },
    [event, path] as const,
  );
}

describe.each(DEVICES)("on a $name", (device) => {
  test("an address that the page's own script changes is a page view, a fragment is none", async () => {
    const visitor = await Visitor.arrive(demo, device);
    await visitor.visit("/products");
    const { page } = visitor;
    const from = page.url();
    const exchange = await visitor.arriveOn("/products/linen-shirt", () =>
      page.evaluate(() => {
        history.pushState({}, "", "/products/linen-shirt");
        document.title = "麻のシャツ";
      }),
    );
    expect(exchange.request.events[0]?.context?.page).toMatchObject({ referrer: from, title: "麻のシャツ" });
    await page.evaluate(() => history.pushState({}, "", "#size-chart"));
    await page.evaluate(() => history.replaceState({ scrolled: 1 }, "", location.href));
    await visitor.track("Marker");
    const back = await visitor.arriveOn("/products", () => page.evaluate(() => history.go(-2)));
    expect(back.request.events).toMatchObject([{ type: "page" }]);

    const events = visitor.exchanges.flatMap(({ request }) => request.events);
    const paths = events.filter(({ type }) => type === "page").map(({ context }) => context?.page?.path);
    expect(paths).toEqual(["/products", "/products/linen-shirt", "/products"]);
    const profile = await demo.admin.profile(await visitor.anonymousId());
    expect(profile.visits.current?.path.map(({ path }) => path)).toEqual(paths);
  });
});

test("a closing page hands over what it has, and nothing is shown to who cannot see it", async () => {
  const wiretap = await tap();
  const visitor = await Visitor.arrive(wiretap, DESKTOP);
  await visitor.visit("/products");
  wiretap.hold = "requests";
  await trackAndGo(visitor, "Shelf Seen", "/cart");
  const beacon = await until("the beacon", () =>
    wiretap.tapped.find(
      ({ closing, events }) => closing && events.some(({ event }) => event === "Shelf Seen"),
    ),
  );
  await until("the beacon's answer", () => beacon.answered);
  const id = await visitor.anonymousId();
  const seen = (await demo.admin.history(id)).filter(({ event }) => event === "Shelf Seen");
  expect(seen).toHaveLength(1);
  expect(await demo.admin.decisions(id, CAMPAIGN)).toEqual([]);

  // The cap of one is unspent: the same event on a page that lives is answered.
  wiretap.hold = "nothing";
  await visitor.visit("/products");
  const { response } = await visitor.track("Shelf Seen");
  expect(response.show).toMatchObject([{ campaign: CAMPAIGN, resumed: false }]);
  await dialogue(visitor.page).waitFor();
});

test("a show whose answer never reached the page is there on the next one, and is one show", async () => {
  const wiretap = await tap();
  const visitor = await Visitor.arrive(wiretap, DESKTOP);
  await visitor.visit("/products");
  wiretap.hold = "answers";
  await visitor.page.evaluate(() => (window as unknown as ShopWindow).kizukai.track("Shelf Seen"));
  await until("the decision", () =>
    wiretap.tapped.some(
      ({ answered, events }) => answered && events.some(({ event }) => event === "Shelf Seen"),
    ),
  );
  wiretap.hold = "nothing";
  const { response } = await visitor.visit("/cart");
  expect(response.show).toMatchObject([{ campaign: CAMPAIGN, step: "first", resumed: true }]);
  await dialogue(visitor.page).waitFor();
  const id = await visitor.anonymousId();
  expect((await demo.admin.profile(id)).campaigns[CAMPAIGN]).toMatchObject({ exposures: 1 });
  const seen = (await demo.admin.history(id)).filter(({ event }) => event === "Shelf Seen");
  expect(seen).toHaveLength(1);
});
