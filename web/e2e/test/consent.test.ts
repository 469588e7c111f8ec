/** What leaves the browser, and what stays in it, before and after the visitor's choice. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Demo } from "../support/demo.ts";
import { DESKTOP, DEVICES } from "../support/devices.ts";
import { dialogue } from "../support/dialogue.ts";
import { onEvent, twoSteps } from "../support/messages.ts";
import { type PlainPage, PlainShop } from "../support/plain_shop.ts";
import { until } from "../support/until.ts";
import { type ShopWindow, Visitor } from "../support/visitor.ts";

const REQUIRED = 'kizukai.load(KEY, { consent: "required" }); kizukai.track("Shelf Seen")';
const FORM = '<p><input aria-label="名前"></p><p style="height: 2000px"></p>';
const PAGES = { "/": { calls: REQUIRED, body: FORM }, "/next": { calls: REQUIRED, body: FORM } };
let demo: Demo;

beforeAll(async () => {
  demo = await Demo.start();
  await demo.admin.speakFreely();
  await demo.admin.pauseAll();
  await demo.admin.putCampaign("greeting", onEvent("Shelf Seen", twoSteps("corner")));
});
afterAll(() => demo?.stop());

async function open(pages: Record<string, PlainPage> = PAGES): Promise<PlainShop> {
  return PlainShop.open(demo, pages);
}

/** What the browser keeps for this shop. */
async function kept(visitor: Visitor): Promise<{ cookies: string[]; storage: string[] }> {
  const cookies = (await visitor.context.cookies()).map(({ name }) => name);
  const storage = await visitor.page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
  ]);
  return { cookies, storage };
}

const consent = (visitor: Visitor, purposes: object): Promise<void> =>
  visitor.page.evaluate(
    (given) => (window as unknown as { kizukai: { consent(given: object): void } }).kizukai.consent(given),
    purposes,
  );

const NOTHING_BUT_THE_PAGE = /^\/(next|tag\.js|favicon\.ico)?$/;

describe.each(DEVICES)("where consent is required, on a $name", (device) => {
  test("nothing is sent or kept until it is given, then all of it is", async () => {
    const shop = await open();
    const visitor = await Visitor.arrive(shop, device);
    await visitor.page.goto(shop.origin);
    await visitor.page.waitForFunction(
      () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
    );
    await visitor.page.getByLabel("名前").fill("千代");
    await visitor.page.evaluate(() => window.scrollTo(0, 900));
    await visitor.page.goto(`${shop.origin}/next`);
    await visitor.page.waitForFunction(
      () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
    );
    expect(shop.noted.map(({ path }) => path).filter((path) => !NOTHING_BUT_THE_PAGE.test(path))).toEqual([]);
    expect(shop.noted.every(({ cookie }) => cookie === "")).toBe(true);
    expect(await kept(visitor)).toEqual({ cookies: [], storage: [] });

    await consent(visitor, { measurement: true, assistance: true });
    await dialogue(visitor.page).waitFor();
    expect(shop.events.map(({ type }) => type).slice(0, 3)).toEqual(["track", "page", "consent"]);
    expect((await kept(visitor)).cookies).toEqual(["kizukai_id"]);
    expect((await kept(visitor)).storage).toContain("kizukai_id");
    // The page before was before the choice: it stays in nobody's memory.
    expect(shop.events.filter(({ type }) => type === "page")).toHaveLength(1);
  });
});

test("a refusal is kept, and nothing else, on this page and the next", async () => {
  const shop = await open();
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await consent(visitor, { measurement: false, assistance: false });
  await until("the refusal", async () => (await kept(visitor)).storage.includes("kizukai_consent"));
  await visitor.page.goto(`${shop.origin}/next`);
  await visitor.page.waitForFunction(
    () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
  );
  await visitor.page.goto(shop.origin);
  expect(shop.noted.map(({ path }) => path).filter((path) => !NOTHING_BUT_THE_PAGE.test(path))).toEqual([]);
  expect(await kept(visitor)).toEqual({ cookies: [], storage: ["kizukai_consent"] });
});

test("a consent manager may say it by an event on the document", async () => {
  const shop = await open();
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await visitor.page.waitForFunction(
    () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
  );
  await visitor.page.evaluate(() =>
    document.dispatchEvent(new CustomEvent("kizukai:consent", { detail: { measurement: true } })),
  );
  await until("the page view", () => shop.events.some(({ type }) => type === "page"));
});

test("opting out takes the message away, tells the server, and leaves no id behind", async () => {
  const shop = await open({ "/": { calls: 'kizukai.load(KEY); kizukai.track("Shelf Seen")' } });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await dialogue(visitor.page).waitFor();
  expect((await kept(visitor)).cookies).toEqual(["kizukai_id"]);
  await visitor.page.evaluate(() => (window as never as { kizukai: { optOut(): void } }).kizukai.optOut());
  await dialogue(visitor.page).waitFor({ state: "detached" });
  await until("the farewell", () => shop.events.some(({ type }) => type === "consent"));
  await until("an empty browser", async () => {
    const { cookies, storage } = await kept(visitor);
    return cookies.length === 0 && storage.join() === "kizukai_consent";
  });
  const before = shop.noted.length;
  await visitor.page.evaluate(() => (window as unknown as ShopWindow).kizukai.track("Shelf Seen"));
  await visitor.page.goto(shop.origin);
  await visitor.page.waitForFunction(
    () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
  );
  expect(shop.noted.slice(before).every(({ path }) => NOTHING_BUT_THE_PAGE.test(path))).toBe(true);
});

test("Global Privacy Control is passed on as no marketing", async () => {
  const control =
    "<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })</script>";
  const shop = await open({ "/": { before: control } });
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.visit("/");
  const decide = shop.noted.find(({ events }) => events.length > 0);
  expect(decide?.context).toMatchObject({ gpc: true, consent: { marketing: false } });
});

test("on a first-party path of the server's own, nothing goes the usual way, before consent and after", async () => {
  const own = await Demo.start("off", { KIZUKAI_SERVER__FIRST_PARTY_PATH: "/kz" });
  onTestFinished(() => own.stop());
  await own.admin.speakFreely();
  await own.admin.pauseAll();
  await own.admin.putCampaign("greeting", onEvent("Shelf Seen", twoSteps("corner")));
  const calls = 'kizukai.load(KEY, { path: "/kz", consent: "required" }); kizukai.track("Shelf Seen")';
  const shop = await PlainShop.open(own, { "/": { tagUrl: "/kz/tag.js", calls } });
  shop.blocked = /^\/(v1|tag)/;
  const visitor = await Visitor.arrive(shop, DESKTOP);
  await visitor.page.goto(shop.origin);
  await visitor.page.waitForFunction(
    () => (window as never as { kizukai: { loaded?: boolean } }).kizukai.loaded,
  );
  expect(
    shop.noted.map(({ path }) => path).filter((path) => !/^\/(kz\/tag\.js|favicon\.ico)?$/.test(path)),
  ).toEqual([]);
  await consent(visitor, { measurement: true, assistance: true });
  await dialogue(visitor.page).waitFor();
  const paths = new Set(shop.noted.map(({ path }) => path));
  expect([...paths].filter((path) => /^\/(v1|tag)/.test(path))).toEqual([]);
  expect(paths).toContain("/kz/decide");
  const profile = await own.admin.profile(await visitor.anonymousId());
  expect(profile.campaigns.greeting).toMatchObject({ exposures: 1 });
});
