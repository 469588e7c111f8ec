/** Pages that the browser keeps for going back. In a Chromium of their own: Playwright switches that off otherwise. */
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { executablePath, SWITCHES } from "../support/chromium.ts";
import { Demo } from "../support/demo.ts";
import { titled } from "../support/dialogue.ts";
import { onSignal, twoSteps } from "../support/messages.ts";
import { PlainShop } from "../support/plain_shop.ts";
import { until } from "../support/until.ts";

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  const onNext = { audience: { "page.path": "/next" } };
  await demo.admin.putCampaign("on-arrival", onSignal("page_view", {}, twoSteps("corner"), onNext));
  browser = await chromium.launch({
    executablePath: executablePath(),
    args: SWITCHES,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

async function arrive(): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  return context.newPage();
}

const views = (shop: PlainShop, path: string): number =>
  shop.events.filter(({ type, context }) => type === "page" && context?.page?.path === path).length;

test("a page that comes back out of the back/forward cache is seen again, once, and is not loaded again", async () => {
  const shop = await PlainShop.open(demo, { "/": { body: '<a href="/next">次へ</a>' }, "/next": {} });
  const page = await arrive();
  await page.goto(shop.origin);
  await until("the first view", () => views(shop, "/") === 1);
  await page.getByRole("link", { name: "次へ" }).click();
  await titled(page, "ひとつめのご案内").waitFor();
  const loads = (): number => shop.noted.filter(({ path }) => path === "/").length;
  await page.evaluate(() => history.back());
  await until("the second view", () => views(shop, "/") === 2);
  expect(loads()).toBe(1);
  // What the other page was shown is still open, and is here now: one show, resumed.
  await titled(page, "ひとつめのご案内").waitFor();
  const id = await page.evaluate(() => localStorage.getItem("kizukai_id") ?? "");
  const profile = await demo.admin.profile(id);
  expect(profile.campaigns["on-arrival"]).toMatchObject({ exposures: 1 });
  expect(profile.visits.current?.path.map(({ path }) => path)).toEqual(["/", "/next", "/"]);
});
