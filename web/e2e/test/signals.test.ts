/** What the tag notices, with real hands: each signal where it must be reported, and where it must not. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES, type Device, PHONE } from "../support/devices.ts";
import { dialogue, titled } from "../support/dialogue.ts";
import { flick, scrollBy, waver } from "../support/hand.ts";
import { armOnly } from "../support/messages.ts";
import { putIntoCart } from "../support/shop.ts";
import { until } from "../support/until.ts";
import { Visitor } from "../support/visitor.ts";
import { Wiretap } from "../support/wiretap.ts";

const LIST = "/products";
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
});
afterAll(() => demo?.stop());

async function armed(signal: string, params: Record<string, unknown>, device: Device): Promise<Visitor> {
  await armOnly(demo.admin, signal, params);
  return Visitor.arrive(demo, device);
}

/** Everything the page has reported so far has been answered when this is. */
async function reported(visitor: Visitor, signal: string): Promise<number> {
  await visitor.track("Marker");
  return visitor.signals(signal).length;
}

describe.each(DEVICES)("on a $name", (device) => {
  test("dwell counts the time in front of a visible page, and not that of a tab behind", async () => {
    const visitor = await armed("dwell", { seconds: 2 }, device);
    const behind = visitor.page;
    const front = await visitor.openTab();
    await behind.goto(demo.origin + LIST);
    await visitor.answered("the hidden page", 0, ({ type }) => type === "page");
    await visitor.visit(LIST);
    await dialogue(front).waitFor();
    const fromFront = visitor.exchanges.filter(({ request }) =>
      request.events.some(({ name }) => name === "dwell"),
    );
    expect(fromFront.map(({ page }) => page === front)).toEqual([true]);
    expect((await visitor.signal("dwell")).properties?.seconds).toBeGreaterThanOrEqual(2);

    const before = visitor.exchanges.length;
    await visitor.switchTo(behind);
    const { page } = await visitor.answered("dwell in the other tab", before, ({ name }) => name === "dwell");
    expect(page).toBe(behind);
  });

  test("scroll is reported when the armed depth is reached, and not before", async () => {
    const visitor = await armed("scroll", { percent: 60 }, device);
    await visitor.visit(LIST);
    await scrollTo(visitor, 0.4);
    expect(await reported(visitor, "scroll")).toBe(0);
    await scrollTo(visitor, 0.65);
    await titled(visitor.page, "ひとつめのご案内").waitFor();
    const signal = await visitor.signal("scroll");
    expect(signal?.properties?.percent).toBeGreaterThanOrEqual(60);
    expect(signal?.properties?.percent).toBeLessThan(100);
  });

  test("hesitation is wavering before a decision, and not reading to the end and pausing", async () => {
    const visitor = await armed("hesitation", { score: 60 }, device);
    await putIntoCart(visitor);
    const { page } = visitor;
    await page.clock.install();
    await visitor.visit("/cart");
    await scrollBy(visitor, 180);
    await page.clock.runFor(20_000);
    expect(await reported(visitor, "hesitation")).toBe(0);
    await scrollBy(visitor, -160);
    await waver(visitor);
    await page.clock.runFor(8_000);
    await dialogue(page).waitFor();
    expect((await visitor.signal("hesitation")).properties?.score).toBeGreaterThanOrEqual(60);
  });
});

test("exit intent with a mouse is leaving through the top edge, after three seconds, once a page", async () => {
  const visitor = await armed("exit_intent", {}, DESKTOP);
  await visitor.visit(LIST);
  const { page } = visitor;
  const leaveThrough = async (y: number): Promise<void> => {
    await page.mouse.move(640, 400);
    await page.mouse.move(640, y > 400 ? 796 : 4, { steps: 4 });
    await page.mouse.move(640, y);
  };
  await leaveThrough(-8);
  // The page is younger than its document.
  const documentAgeMs = await page.evaluate(() => performance.now());
  expect(documentAgeMs, "this machine is too slow to leave early").toBeLessThan(3_000);
  expect(await reported(visitor, "exit_intent"), "early").toBe(0);
  await page.waitForFunction((since) => performance.now() > since + 3_000, documentAgeMs);
  await leaveThrough(830);
  expect(await reported(visitor, "exit_intent")).toBe(0);
  await leaveThrough(-8);
  await dialogue(page).waitFor();
  await leaveThrough(-8);
  expect(await reported(visitor, "exit_intent")).toBe(1);
  expect((await visitor.signal("exit_intent")).properties).toEqual({ device: "desktop" });
});

test("exit intent with a finger is a flick upwards from deep in the page, and not a slow way back", async () => {
  const visitor = await armed("exit_intent", {}, PHONE);
  await visitor.visit(LIST);
  const { page } = visitor;
  await page.waitForFunction(() => performance.now() > 4_000);
  await scrollTo(visitor, 0.3);
  await flick(page, 120, 780);
  expect(await reported(visitor, "exit_intent"), "shallow").toBe(0);
  await scrollTo(visitor, 0.6);
  await scrollBy(visitor, -150);
  expect(await reported(visitor, "exit_intent"), "slow").toBe(0);
  await flick(page, 120, 780);
  await dialogue(page).waitFor();
  expect((await visitor.signal("exit_intent")).properties).toEqual({ device: "phone" });
});

test("a page that is left says so once, in its closing beacon, with the time that it took to load", async () => {
  const wiretap = await Wiretap.before(demo);
  onTestFinished(() => wiretap.close());
  const visitor = await Visitor.arrive(wiretap, DESKTOP);
  await visitor.visit(LIST);
  const { page } = visitor;
  const loadMs = await until("the end of loading", () =>
    page.evaluate(() => {
      const [timing] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      return timing && timing.loadEventEnd > 0 && Math.round(timing.loadEventEnd - timing.startTime);
    }),
  );
  await visitor.visit("/cart");
  const beacon = await until("the beacon", () =>
    wiretap.tapped.find(({ closing, answered }) => closing && answered),
  );
  expect(beacon.events).toMatchObject([
    {
      type: "signal",
      name: "page_leave",
      properties: { load_ms: loadMs },
      context: { page: { path: LIST } },
    },
  ]);
  const history = await demo.admin.history(await visitor.anonymousId());
  expect(history.filter(({ name }) => name === "page_leave")).toMatchObject([
    { properties: { load_ms: loadMs } },
  ]);
});

/** Scrolls down until this share of the page's height has passed the lower edge of the window. */
async function scrollTo(visitor: Visitor, share: number): Promise<void> {
  for (;;) {
    const missing = await visitor.page.evaluate((wanted) => {
      return document.documentElement.scrollHeight * wanted - (window.scrollY + window.innerHeight);
    }, share);
    if (missing <= 0) return;
    await scrollBy(visitor, Math.min(600, Math.max(60, missing)));
  }
}
